// SPDX-License-Identifier: GPL-2.0-only
/* A consumer of all instances; there are copies of the file with other digits in its name. */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/broker/consumer.h>

#include "shells.h"

static atomic_t links = ATOMIC_INIT(0);
module_param_named(links, links.counter, int, 0444);
MODULE_PARM_DESC(links, "Links there are");

struct shell {
	struct broker_link *link;
};

static void heard(struct shell *shell, const char *name)
{
	struct broker_link *link = shell->link;

	if (strcmp(name, broker_link_instance(link)))
		pr_err("%s: wrong: heard of another\n", KBUILD_MODNAME);
	if (!broker_enter_link(link, shell))
		return;
	if (!broker_ops(link, shells)->is_named(name))
		pr_err("%s: wrong: called another\n", KBUILD_MODNAME);
	broker_exit(link);
}

static const struct shells_callbacks callbacks = { .heard = heard };

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct shell *shell = kmalloc(sizeof(*shell), GFP_KERNEL);

	if (!shell)
		return -ENOMEM;
	shell->link = link;
	link->priv = shell;
	atomic_inc(&links);
	return 0;
}

static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	if (!broker_link_alive(link))
		pr_err("%s: wrong: told that the provider forgot\n", KBUILD_MODNAME);
	kfree(link->priv);
	atomic_dec(&links);
}

DEFINE_BROKER_CONSUMER_TWO_WAY(shell, shells, 0, &callbacks, .flags = BROKER_EVERY,
			       .attach = attach, .detach = detach);

static int __init shell_init(void)
{
	return broker_consumer_register(&shell);
}
module_init(shell_init);

static void __exit shell_exit(void)
{
	broker_consumer_unregister(&shell);
	if (atomic_read(&links))
		pr_err("%s: wrong: %d links are left\n", KBUILD_MODNAME, atomic_read(&links));
}
module_exit(shell_exit);

MODULE_DESCRIPTION("Test: a consumer of all of many");
MODULE_LICENSE("GPL");
