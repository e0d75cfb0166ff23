// SPDX-License-Identifier: GPL-2.0-only
/* Registers a provider, and then its init fails. */
#include "churn.h"

DEFINE_CHURN(churn, .priority = 20);

static int __init churn_init_fails_init(void)
{
	return broker_provider_register(&churn_provider) ?: -EIO;
}
module_init(churn_init_fails_init);
