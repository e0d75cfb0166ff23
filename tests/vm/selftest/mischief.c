// SPDX-License-Identifier: GPL-2.0-only
/* Causes on demand the faults that a test harness must notice. */
#include <linux/irqflags.h>
#include <linux/module.h>

static bool warn;
module_param(warn, bool, 0);
static bool refuse;
module_param(refuse, bool, 0);
static bool hang;
module_param(hang, bool, 0);

static int __init mischief_init(void)
{
	WARN_ON(warn);
	pr_info("mischief begins\n");
	return refuse ? -EPROTO : 0;
}
module_init(mischief_init);

static void __exit mischief_exit(void)
{
	/* Nothing, not even SIGKILL, ends an exit function that waits. */
	while (READ_ONCE(hang))
		schedule_timeout_uninterruptible(HZ);
	pr_info("mischief ends\n");
}
module_exit(mischief_exit);

MODULE_ALIAS("broker-selftest");
MODULE_DESCRIPTION("Self-test of the boot harness");
MODULE_LICENSE("GPL");
