// SPDX-License-Identifier: GPL-2.0-only
/* A provider of one instance; there are copies of the file with other digits in its name. */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/broker/provider.h>

#include "shells.h"

static atomic_t links = ATOMIC_INIT(0);

static bool is_named(const char *name)
{
	return !strcmp(name, KBUILD_MODNAME);
}

static const struct shells_ops ops = { .is_named = is_named };

static int attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	peer->priv = kmalloc(1, GFP_KERNEL);
	if (!peer->priv)
		return -ENOMEM;
	atomic_inc(&links);
	return 0;
}

static void ready(const struct broker_provider *provider, struct broker_peer *peer)
{
	if (!broker_enter_peer(peer, peer->priv))
		return;
	broker_callbacks(peer, shells)->heard(broker_user(peer), provider->instance);
	broker_exit_peer(peer);
}

static void detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	kfree(peer->priv);
	atomic_dec(&links);
}

DEFINE_BROKER_PROVIDER(shell, shells, &ops, .instance = KBUILD_MODNAME, .attach = attach,
		       .ready = ready, .detach = detach);

static int __init shell_init(void)
{
	return broker_provider_register(&shell);
}
module_init(shell_init);

static void __exit shell_exit(void)
{
	broker_provider_unregister(&shell);
	if (atomic_read(&links))
		pr_err("%s: wrong: %d links are left\n", KBUILD_MODNAME, atomic_read(&links));
}
module_exit(shell_exit);

MODULE_DESCRIPTION("Test: one instance of many");
MODULE_LICENSE("GPL");
