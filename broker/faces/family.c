// SPDX-License-Identifier: GPL-2.0-only
/*
 * The netlink family itself, and which readers may see what. Modules are the same in
 * all namespaces, so the family is in the initial one only, and capabilities are
 * checked there. There is no alias to load the broker by the family's name: looking up
 * a name needs no privilege.
 */
#include <linux/capability.h>

#include "faces/netlink-gen.h"
#include "faces/netlink.h"

/* May the reader see more than /proc/modules shows every user? */
bool broker_netlink_is_trusted(const struct sk_buff *skb)
{
	return netlink_capable(skb, CAP_SYS_MODULE) || netlink_capable(skb, CAP_NET_ADMIN);
}

int broker_netlink_check_trusted(const struct sk_buff *skb, struct netlink_ext_ack *extack)
{
	if (broker_netlink_is_trusted(skb))
		return 0;
	NL_SET_ERR_MSG(extack, "needs CAP_SYS_MODULE or CAP_NET_ADMIN in the initial namespace");
	return -EPERM;
}

/*
 * A reader that requests a dump and does not read it keeps the broker loaded, as with
 * any family: __netlink_dump_start() takes a reference to &genl_family.module that is
 * put by netlink_dump() with the last message, or with the socket. The reference is
 * needed: between two messages the socket keeps pointers to our dumpit operation and to
 * the family (genl_start()), for which genl_unregister_family() does not look. Without
 * .module the next recvmsg() would call freed code, and a dump in one message has no
 * bound. See main.c for what keeps a forced unload waiting.
 */
static const struct genl_multicast_group groups[] = {
	[BROKER_NLGRP_EVENTS] = {
		.name = BROKER_MCGRP_EVENTS,
		.flags = GENL_MCAST_CAP_NET_ADMIN,
	},
};

struct genl_family broker_family __ro_after_init = {
	.name = BROKER_FAMILY_NAME,
	.version = BROKER_FAMILY_VERSION,
	.netnsok = false,
	.parallel_ops = true,
	.ops = broker_nl_ops,
	.n_ops = ARRAY_SIZE(broker_nl_ops),
	.mcgrps = groups,
	.n_mcgrps = ARRAY_SIZE(groups),
	.module = THIS_MODULE,
};

int broker_netlink_init(void)
{
	return genl_register_family(&broker_family);
}

/* Waits for requests that are being answered. */
void broker_netlink_exit(void)
{
	genl_unregister_family(&broker_family);
}
