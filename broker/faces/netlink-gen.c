// SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause)
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/broker.yaml */
/* YNL-GEN kernel source */

#include <net/netlink.h>
#include <net/genetlink.h>

#include "netlink-gen.h"

#include <uapi/linux/broker.h>

/* BROKER_CMD_INTERFACE_GET - do */
const struct nla_policy broker_interface_get_nl_policy[BROKER_A_INTERFACE_MAJOR + 1] = {
	[BROKER_A_INTERFACE_NAME] = { .type = NLA_NUL_STRING, .len = 40, },
	[BROKER_A_INTERFACE_MAJOR] = { .type = NLA_U32, },
};

/* BROKER_CMD_PROVIDER_GET - do */
const struct nla_policy broker_provider_get_nl_policy[BROKER_A_PROVIDER_ID + 1] = {
	[BROKER_A_PROVIDER_ID] = { .type = NLA_U64, },
};

/* BROKER_CMD_CONSUMER_GET - do */
const struct nla_policy broker_consumer_get_nl_policy[BROKER_A_CONSUMER_ID + 1] = {
	[BROKER_A_CONSUMER_ID] = { .type = NLA_U64, },
};

/* BROKER_CMD_REFUSAL_GET - do */
const struct nla_policy broker_refusal_get_nl_policy[BROKER_A_REFUSAL_ID + 1] = {
	[BROKER_A_REFUSAL_ID] = { .type = NLA_U64, },
};

/* BROKER_CMD_PROVIDER_PREFER - do */
const struct nla_policy broker_provider_prefer_nl_policy[BROKER_A_PROVIDER_ID + 1] = {
	[BROKER_A_PROVIDER_ID] = { .type = NLA_U64, },
};

/* BROKER_CMD_PROVIDER_DRAIN - do */
const struct nla_policy broker_provider_drain_nl_policy[BROKER_A_PROVIDER_ID + 1] = {
	[BROKER_A_PROVIDER_ID] = { .type = NLA_U64, },
};

/* BROKER_CMD_CONSUMER_DETACH - do */
const struct nla_policy broker_consumer_detach_nl_policy[BROKER_A_CONSUMER_ID + 1] = {
	[BROKER_A_CONSUMER_ID] = { .type = NLA_U64, },
};

/* BROKER_CMD_CONSUMER_ATTACH - do */
const struct nla_policy broker_consumer_attach_nl_policy[BROKER_A_CONSUMER_ID + 1] = {
	[BROKER_A_CONSUMER_ID] = { .type = NLA_U64, },
};

/* Ops table for broker */
const struct genl_ops broker_nl_ops[8] = {
	{
		.cmd		= BROKER_CMD_INTERFACE_GET,
		.doit		= broker_nl_interface_get_doit,
		.dumpit		= broker_nl_interface_get_dumpit,
		.policy		= broker_interface_get_nl_policy,
		.maxattr	= BROKER_A_INTERFACE_MAJOR,
	},
	{
		.cmd		= BROKER_CMD_PROVIDER_GET,
		.doit		= broker_nl_provider_get_doit,
		.dumpit		= broker_nl_provider_get_dumpit,
		.policy		= broker_provider_get_nl_policy,
		.maxattr	= BROKER_A_PROVIDER_ID,
	},
	{
		.cmd		= BROKER_CMD_CONSUMER_GET,
		.doit		= broker_nl_consumer_get_doit,
		.dumpit		= broker_nl_consumer_get_dumpit,
		.policy		= broker_consumer_get_nl_policy,
		.maxattr	= BROKER_A_CONSUMER_ID,
	},
	{
		.cmd		= BROKER_CMD_REFUSAL_GET,
		.doit		= broker_nl_refusal_get_doit,
		.dumpit		= broker_nl_refusal_get_dumpit,
		.policy		= broker_refusal_get_nl_policy,
		.maxattr	= BROKER_A_REFUSAL_ID,
	},
	{
		.cmd		= BROKER_CMD_PROVIDER_PREFER,
		.doit		= broker_nl_provider_prefer_doit,
		.policy		= broker_provider_prefer_nl_policy,
		.maxattr	= BROKER_A_PROVIDER_ID,
	},
	{
		.cmd		= BROKER_CMD_PROVIDER_DRAIN,
		.doit		= broker_nl_provider_drain_doit,
		.policy		= broker_provider_drain_nl_policy,
		.maxattr	= BROKER_A_PROVIDER_ID,
	},
	{
		.cmd		= BROKER_CMD_CONSUMER_DETACH,
		.doit		= broker_nl_consumer_detach_doit,
		.policy		= broker_consumer_detach_nl_policy,
		.maxattr	= BROKER_A_CONSUMER_ID,
	},
	{
		.cmd		= BROKER_CMD_CONSUMER_ATTACH,
		.doit		= broker_nl_consumer_attach_doit,
		.policy		= broker_consumer_attach_nl_policy,
		.maxattr	= BROKER_A_CONSUMER_ID,
	},
};

static const struct genl_multicast_group broker_nl_mcgrps[] = {
	[BROKER_NLGRP_EVENTS] = { "events", },
};
