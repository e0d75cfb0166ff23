// SPDX-License-Identifier: GPL-2.0-only
/* Its init takes for writing the lock that a wait in a module notifier holds for reading. */
#include <linux/module.h>
#include <linux/notifier.h>

static int notify(struct notifier_block *nb, unsigned long state, void *module)
{
	return NOTIFY_DONE;
}

static struct notifier_block notifier = { .notifier_call = notify };

static int __init notifier_writer_init(void)
{
	return register_module_notifier(&notifier);
}
module_init(notifier_writer_init);

static void __exit notifier_writer_exit(void)
{
	unregister_module_notifier(&notifier);
}
module_exit(notifier_writer_exit);

MODULE_DESCRIPTION("Test: registers a module notifier");
MODULE_LICENSE("GPL");
