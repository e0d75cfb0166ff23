// SPDX-License-Identifier: GPL-2.0-only
/* The LAN driver. Hooks and operations for a client never overlap, and there is only one. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/broker/provider.h>

#include "lan.h"

static int opened, refused, queues;
module_param(opened, int, 0444);
MODULE_PARM_DESC(opened, "Clients that are open");
module_param(refused, int, 0444);
MODULE_PARM_DESC(refused, "Calls of open that failed");
module_param(queues, int, 0444);
MODULE_PARM_DESC(queues, "That clients have");

struct lan_info {
	struct broker_peer *peer;
	bool open;
	u32 queues;
};

static int lan_setup_qvlist(struct lan_info *info, u32 count)
{
	info->queues = count;
	queues += count;
	return 0;
}

static void lan_unregister(struct lan_info *info)
{
	if (!info->open || !broker_enter_peer(info->peer, info))
		return;
	broker_callbacks(info->peer, lan)->close(info);
	broker_exit_peer(info->peer);
	info->open = false;
	opened--;
}

static const struct lan_ops lan_table = {
	.setup_qvlist = lan_setup_qvlist,
	.unregister = lan_unregister,
};

static int lan_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct lan_info *info = kzalloc(sizeof(*info), GFP_KERNEL);

	if (!info)
		return -ENOMEM;
	info->peer = peer;
	peer->priv = info;
	return 0;
}

/* Calls go both ways by now. */
static void lan_ready(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct lan_info *info = peer->priv;

	if (!broker_enter_peer(peer, info))
		return;
	info->open = !broker_callbacks(peer, lan)->open(info);
	broker_exit_peer(peer);
	if (info->open)
		opened++;
	else
		refused++;
}

static void lan_detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct lan_info *info = peer->priv;

	opened -= info->open;
	queues -= info->queues;
	kfree(info);
}

DEFINE_BROKER_PROVIDER(lan_provider, lan, &lan_table, .attach = lan_attach,
		       .ready = lan_ready, .detach = lan_detach);
module_broker_provider(lan_provider);

MODULE_DESCRIPTION("Test: a provider that opens its client when it is ready");
MODULE_LICENSE("GPL");
