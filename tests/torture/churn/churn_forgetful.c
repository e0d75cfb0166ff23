// SPDX-License-Identifier: GPL-2.0-only
/* Its exit does not unregister the provider that its init registered, which has no consumer. */
#include "churn.h"

DEFINE_CHURN(churn_alone);

static int __init churn_forgetful_init(void)
{
	return broker_provider_register(&churn_alone_provider);
}
module_init(churn_forgetful_init);

static void __exit churn_forgetful_exit(void)
{
}
module_exit(churn_forgetful_exit);
