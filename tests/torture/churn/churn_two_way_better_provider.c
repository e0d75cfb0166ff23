// SPDX-License-Identifier: GPL-2.0-only
/* A two-way provider that consumers prefer to the others. */
#define CHURN_PRIORITY 10
#include "two_way_provider.h"
