// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registers a consumer, and after a while its init fails. It may not have been
 * attached by then: its init reports that with another errno.
 */
#include "churn.h"

static bool attached;

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	WRITE_ONCE(attached, true);
	return 0;
}

DEFINE_BROKER_CONSUMER(churn_user, churn, 0, .attach = attach);

static int __init churn_user_init_fails_init(void)
{
	int ret = broker_consumer_register(&churn_user);

	msleep(20);
	return ret ?: READ_ONCE(attached) ? -EINVAL : -EIO;
}
module_init(churn_user_init_fails_init);
