// SPDX-License-Identifier: GPL-2.0-only
/* A provider as it should be. */
#include "churn.h"

DEFINE_CHURN(churn);
module_broker_provider(churn_provider);
