// SPDX-License-Identifier: GPL-2.0-only
/* A provider that others are left for. */
#include "churn.h"

DEFINE_CHURN(churn, .priority = 10);
module_broker_provider(churn_provider);
