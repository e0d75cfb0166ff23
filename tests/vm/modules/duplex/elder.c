// SPDX-License-Identifier: GPL-2.0-only
/* A provider of the newer minor: each consumer is called back if it offers that. */
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "elder.h"

static struct broker_peer *peers[4];
static int count;
module_param(count, int, 0444);
MODULE_PARM_DESC(count, "Consumers that are attached");

static int elder_greet(u32 years)
{
	return years + 1;
}

static const struct elder_ops elder_table = { .greet = elder_greet };

static int attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	if (count == ARRAY_SIZE(peers))
		return -ENOSPC;
	peer->priv = &peers[count];
	peers[count++] = peer;
	return 0;
}

/* Consumers that are attached when the first one detaches are not called back again. */
static void detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	count--;
}

DEFINE_BROKER_PROVIDER(elder, elder, &elder_table, .attach = attach, .detach = detach);

/* "CALLED LACKING": consumers that were called back, and those that offer no callbacks */
static int call(char *buffer, const struct kernel_param *param)
{
	int called = 0, lacking = 0, i;

	for (i = 0; i < count; i++) {
		if (!broker_enter_peer(peers[i], &peers[i]))
			continue;
		if (!broker_has(broker_callbacks(peers[i], elder), greeted))
			lacking++;
		else if (broker_callbacks(peers[i], elder)->greeted(broker_user(peers[i]), 7) == 7)
			called++;
		broker_exit_peer(peers[i]);
	}
	return sysfs_emit(buffer, "%d %d\n", called, lacking);
}

static const struct kernel_param_ops call_ops = { .get = call };
module_param_cb(call, &call_ops, NULL, 0444);
MODULE_PARM_DESC(call, "Calls all back");

module_broker_provider(elder);

MODULE_DESCRIPTION("Test: a provider whose interface became two-way");
MODULE_LICENSE("GPL");
