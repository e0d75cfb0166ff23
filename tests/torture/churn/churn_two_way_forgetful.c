// SPDX-License-Identifier: GPL-2.0-only
/* Its exit does not unregister its two-way provider. */
#define CHURN_PRIORITY 5
#define CHURN_FORGETS true
#include "two_way_provider.h"
