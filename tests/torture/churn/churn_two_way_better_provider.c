// SPDX-License-Identifier: GPL-2.0-only
/* One that others are left for. */
#define CHURN_PRIORITY 10
#include "two_way_provider.h"
