// SPDX-License-Identifier: GPL-2.0-only
/* Its exit does not unregister the consumer that its init registered. */
#include "user.h"

static int __init churn_forgetful_user_init(void)
{
	return broker_consumer_register(&churn_user);
}
module_init(churn_forgetful_user_init);

static void __exit churn_forgetful_user_exit(void)
{
}
module_exit(churn_forgetful_user_exit);
