// SPDX-License-Identifier: GPL-2.0-only
/*
 * A consumer, pinned and revocable, that finds the broker when it is loaded. If
 * there is no broker, it is loaded only if "optional" is set.
 */
#include <linux/broker/consumer.h>

#include "late.h"

static bool optional;
module_param(optional, bool, 0444);
MODULE_PARM_DESC(optional, "Do without the broker");

static bool forgetful;
module_param(forgetful, bool, 0444);
MODULE_PARM_DESC(forgetful, "Exit does not clean up");

static struct broker_handle *handle;

DEFINE_BROKER_CONSUMER(late_user, late, 0);

static int ask(char *buffer, const struct kernel_param *param)
{
	struct broker_link *link = broker_enter(&late_user);
	int ret = 0;

	if (link) {
		ret = broker_ops(link, late)->beat();
		broker_exit(link);
	}
	return sysfs_emit(buffer, "%d\n", ret);
}

static const struct kernel_param_ops ask_ops = { .get = ask };
module_param_cb(ask, &ask_ops, NULL, 0444);
MODULE_PARM_DESC(ask, "What the provider says");

static int __init late_user_init(void)
{
	const struct late_ops *late;
	int ret;

	ret = broker_consumer_register(&late_user);
	pr_info("late_user: register returned %d\n", ret);
	if (ret)
		return optional ? 0 : ret;
	handle = broker_get(late, 0, &late);
	if (IS_ERR(handle)) {
		broker_consumer_unregister(&late_user);
		return PTR_ERR(handle);
	}
	return 0;
}
module_init(late_user_init);

static void __exit late_user_exit(void)
{
	if (forgetful)
		return;
	broker_put(handle);
	if (handle)
		broker_consumer_unregister(&late_user);
}
module_exit(late_user_exit);

MODULE_DESCRIPTION("Test: a consumer that binds late");
MODULE_LICENSE("GPL");
