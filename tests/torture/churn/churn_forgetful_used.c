// SPDX-License-Identifier: GPL-2.0-only
/* A forgetful provider with calls in progress: everything that a call needs is static. */
#include "churn.h"

DEFINE_CHURN(churn, .priority = 5);

static int __init churn_forgetful_used_init(void)
{
	return broker_provider_register(&churn_provider);
}
module_init(churn_forgetful_used_init);

static void __exit churn_forgetful_used_exit(void)
{
}
module_exit(churn_forgetful_used_exit);
