// SPDX-License-Identifier: GPL-2.0-only
/* Its exit does not unregister its two-way consumer. */
#define CHURN_FORGETS true
#include "two_way_user.h"
