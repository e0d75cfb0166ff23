// SPDX-License-Identifier: GPL-2.0-only
/* A correct provider. */
#include "churn.h"

DEFINE_CHURN(churn);
module_broker_provider(churn_provider);
