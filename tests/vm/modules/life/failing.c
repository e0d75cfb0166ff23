// SPDX-License-Identifier: GPL-2.0-only
/*
 * Performs the operation that is written to its parameter "do", and undoes it if it succeeded: a
 * sweep over failing allocations writes to it.
 */
#include <linux/string.h>

#include "pulse.h"

DEFINE_PULSE(pulse_a);
DEFINE_BROKER_CONSUMER(failing_consumer, pulse_b, 0);

static int provide(void)
{
	int ret = broker_provider_register(&pulse_a_provider);

	if (!ret)
		broker_provider_unregister(&pulse_a_provider);
	return ret;
}

static int consume(void)
{
	int ret = broker_consumer_register(&failing_consumer);

	if (!ret)
		broker_consumer_unregister(&failing_consumer);
	return ret;
}

static int pin(void)
{
	const struct pulse_ops *pulse;
	struct broker_handle *handle = broker_get(pulse, 0, &pulse);

	if (IS_ERR(handle))
		return PTR_ERR(handle);
	broker_put(handle);
	return 0;
}

/* The interface has no provider. */
static int be_refused(void)
{
	const struct pulse_c_ops *pulse;
	struct broker_handle *handle = broker_get(pulse_c, 0, &pulse);

	if (IS_ERR(handle))
		return PTR_ERR(handle) == -ENOENT ? 0 : PTR_ERR(handle);
	broker_put(handle);
	return -EEXIST;
}

static int doing(const char *value, const struct kernel_param *param)
{
	if (sysfs_streq(value, "provide"))
		return provide();
	if (sysfs_streq(value, "consume"))
		return consume();
	if (sysfs_streq(value, "refuse"))
		return be_refused();
	return sysfs_streq(value, "pin") ? pin() : -EINVAL;
}

static const struct kernel_param_ops doing_ops = { .set = doing };
module_param_cb(do, &doing_ops, NULL, 0200);
MODULE_PARM_DESC(do, "provide, consume, pin or refuse");

static int __init failing_init(void)
{
	return 0;
}
module_init(failing_init);

static void __exit failing_exit(void)
{
}
module_exit(failing_exit);
