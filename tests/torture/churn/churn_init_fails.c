// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registers a provider, and after a while its init fails. No call may have been made
 * by then: its init reports one with another errno.
 */
#include "churn.h"

static bool called;

static int call(void)
{
	WRITE_ONCE(called, true);
	return 1;
}

static const struct churn_ops table = {
	.call = call,
	.nap = call,
};

DEFINE_BROKER_PROVIDER(churn_provider, churn, &table, .priority = 20);

static int __init churn_init_fails_init(void)
{
	int ret = broker_provider_register(&churn_provider);

	msleep(20);
	return ret ?: READ_ONCE(called) ? -EINVAL : -EIO;
}
module_init(churn_init_fails_init);
