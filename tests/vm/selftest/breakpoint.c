// SPDX-License-Identifier: GPL-2.0-only
/* A breakpoint that exists, and is hit again and again. */
#include <linux/kdebug.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/ptrace.h>

static int again(struct notifier_block *block, unsigned long event, void *data)
{
	struct die_args *args = data;

	if (event != DIE_INT3)
		return NOTIFY_DONE;
	args->regs->ip--;
	return NOTIFY_STOP;
}

static struct notifier_block block = { .notifier_call = again };

static int __init breakpoint_init(void)
{
	int ret = register_die_notifier(&block);

	if (!ret)
		asm volatile("int3");
	return ret;
}
module_init(breakpoint_init);

MODULE_DESCRIPTION("Self-test of the boot harness: never ends");
MODULE_LICENSE("GPL");
