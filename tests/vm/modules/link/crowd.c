// SPDX-License-Identifier: GPL-2.0-only
/* Many consumers of well, whose attach hooks wait while "hold" is set. */
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/workqueue.h>
#include <linux/broker/consumer.h>

#include "well.h"

/* More than one queue of the kernel runs at once. */
#define CROWD_MAX	(WQ_MAX_ACTIVE + 88)

static unsigned int count = CROWD_MAX;
module_param(count, uint, 0444);
MODULE_PARM_DESC(count, "How many consumers there are");

static bool autoload;
module_param(autoload, bool, 0444);
MODULE_PARM_DESC(autoload, "They have their provider loaded");

static bool hold;
module_param(hold, bool, 0644);
MODULE_PARM_DESC(hold, "Attach does not return");

static atomic_t attaching = ATOMIC_INIT(0);

static int get_attaching(char *buffer, const struct kernel_param *param)
{
	return sysfs_emit(buffer, "%d\n", atomic_read(&attaching));
}

static const struct kernel_param_ops attaching_ops = { .get = get_attaching };
module_param_cb(attaching, &attaching_ops, NULL, 0444);
MODULE_PARM_DESC(attaching, "How many attach hooks have begun");

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	atomic_inc(&attaching);
	while (READ_ONCE(hold))
		msleep(500);
	return 0;
}

DEFINE_BROKER_CONSUMER(one, well, 0, .attach = attach);
static struct broker_consumer crowd[CROWD_MAX];

static void unregister(unsigned int registered)
{
	while (registered--)
		broker_consumer_unregister(&crowd[registered]);
}

static int __init crowd_init(void)
{
	unsigned int i;
	int ret = 0;

	if (count > CROWD_MAX)
		return -EINVAL;
	for (i = 0; i < count; i++) {
		crowd[i] = one;
		crowd[i].flags = autoload ? BROKER_AUTOLOAD : 0;
		ret = broker_consumer_register(&crowd[i]);
		if (ret)
			break;
	}
	if (ret)
		unregister(i);
	return ret;
}
module_init(crowd_init);

static void __exit crowd_exit(void)
{
	WRITE_ONCE(hold, false);
	unregister(count);
}
module_exit(crowd_exit);

MODULE_DESCRIPTION("Test: many consumers at once");
MODULE_LICENSE("GPL");
