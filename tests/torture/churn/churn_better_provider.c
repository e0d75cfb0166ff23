// SPDX-License-Identifier: GPL-2.0-only
/* A provider that consumers prefer to the others. */
#include "churn.h"

DEFINE_CHURN(churn, .priority = 10);
module_broker_provider(churn_provider);
