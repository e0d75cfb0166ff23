// SPDX-License-Identifier: GPL-2.0-only
/* Its init fails, and does not unregister its two-way consumer. */
#define CHURN_FAILS true
#include "two_way_user.h"
