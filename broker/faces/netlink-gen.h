/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/broker.yaml */
/* YNL-GEN kernel header */

#ifndef _LINUX_BROKER_GEN_H
#define _LINUX_BROKER_GEN_H

#include <net/netlink.h>
#include <net/genetlink.h>

#include <uapi/linux/broker.h>

extern const struct nla_policy broker_interface_get_nl_policy[BROKER_A_INTERFACE_MAJOR + 1];

extern const struct nla_policy broker_provider_get_nl_policy[BROKER_A_PROVIDER_ID + 1];

extern const struct nla_policy broker_consumer_get_nl_policy[BROKER_A_CONSUMER_ID + 1];

extern const struct nla_policy broker_refusal_get_nl_policy[BROKER_A_REFUSAL_ID + 1];

extern const struct nla_policy broker_provider_prefer_nl_policy[BROKER_A_PROVIDER_ID + 1];

extern const struct nla_policy broker_provider_drain_nl_policy[BROKER_A_PROVIDER_ID + 1];

extern const struct nla_policy broker_consumer_detach_nl_policy[BROKER_A_CONSUMER_ID + 1];

extern const struct nla_policy broker_consumer_attach_nl_policy[BROKER_A_CONSUMER_ID + 1];

/* Ops table for broker */
extern const struct genl_ops broker_nl_ops[8];

int broker_nl_interface_get_doit(struct sk_buff *skb, struct genl_info *info);
int broker_nl_interface_get_dumpit(struct sk_buff *skb,
				   struct netlink_callback *cb);
int broker_nl_provider_get_doit(struct sk_buff *skb, struct genl_info *info);
int broker_nl_provider_get_dumpit(struct sk_buff *skb,
				  struct netlink_callback *cb);
int broker_nl_consumer_get_doit(struct sk_buff *skb, struct genl_info *info);
int broker_nl_consumer_get_dumpit(struct sk_buff *skb,
				  struct netlink_callback *cb);
int broker_nl_refusal_get_doit(struct sk_buff *skb, struct genl_info *info);
int broker_nl_refusal_get_dumpit(struct sk_buff *skb,
				 struct netlink_callback *cb);
int broker_nl_provider_prefer_doit(struct sk_buff *skb, struct genl_info *info);
int broker_nl_provider_drain_doit(struct sk_buff *skb, struct genl_info *info);
int broker_nl_consumer_detach_doit(struct sk_buff *skb, struct genl_info *info);
int broker_nl_consumer_attach_doit(struct sk_buff *skb, struct genl_info *info);

enum {
	BROKER_NLGRP_EVENTS,
};

#endif /* _LINUX_BROKER_GEN_H */
