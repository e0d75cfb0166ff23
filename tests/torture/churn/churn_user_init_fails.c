// SPDX-License-Identifier: GPL-2.0-only
/* Registers a consumer, and then its init fails. */
#include "user.h"

static int __init churn_user_init_fails_init(void)
{
	return broker_consumer_register(&churn_user) ?: -EIO;
}
module_init(churn_user_init_fails_init);
