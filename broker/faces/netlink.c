// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests: tools read the state of the broker, and an administrator steers it.
 * Documentation/netlink/specs/broker.yaml lists the requests; netlink-gen.c is
 * generated from it.
 */
#include <linux/capability.h>
#include <linux/ktime.h>
#include <linux/sizes.h>

#include "faces/netlink.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/refusal.h"
#include "verbs/steer.h"
#include "faces/netlink-gen.h"

#define MESSAGE_MAX	SZ_256K		/* with the rows of a contract */

static struct message answer(const struct sk_buff *skb, const struct genl_info *info)
{
	return (struct message){
		.portid = info->snd_portid,
		.seq = info->snd_seq,
		.cmd = info->genlhdr->cmd,
		.now = ktime_get_ns(),
		.trusted = broker_netlink_is_trusted(skb),
	};
}

/* Sends a message that was filled, or frees it and returns the error. */
static int reply(struct sk_buff *skb, struct genl_info *info, int ret)
{
	if (!ret)
		return genlmsg_reply(skb, info);
	nlmsg_free(skb);
	return ret;
}

static struct interface *asked_interface(struct genl_info *info, unsigned int *major)
{
	struct nlattr *name = info->attrs[BROKER_A_INTERFACE_NAME];
	struct broker_identity id = { .name = nla_data(name) };
	struct interface *interface;

	id.name_len = strlen(id.name);		/* the policy limits its length */
	interface = broker_interface_find(&id, "");
	*major = nla_get_u32(info->attrs[BROKER_A_INTERFACE_MAJOR]);
	if (interface && broker_interface_has_major(interface, *major))
		return interface;
	NL_SET_ERR_MSG_ATTR(info->extack, name, "no module provides or consumes it");
	return NULL;
}

static struct sk_buff *interface_skb(const struct interface *interface, unsigned int major,
				     const struct message *m, struct genl_info *info)
{
	size_t size = GENLMSG_DEFAULT_SIZE;
	struct sk_buff *skb;

	if (m->trusted)
		size += broker_interface_rows_size(interface, major);
	if (size > MESSAGE_MAX) {
		GENL_SET_ERR_MSG(info, "the contract is too long for a message");
		return ERR_PTR(-EMSGSIZE);
	}
	skb = genlmsg_new(size, GFP_NOIO);
	return skb ?: ERR_PTR(-ENOMEM);
}

/* Measured and filled without unlocking: later the best provider may be another one. */
int broker_nl_interface_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct message m = answer(skb, info);
	struct interface *interface;
	struct sk_buff *msg;
	unsigned int major;
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, BROKER_A_INTERFACE_NAME) ||
	    GENL_REQ_ATTR_CHECK(info, BROKER_A_INTERFACE_MAJOR))
		return -EINVAL;
	mutex_lock(&broker_mutex);
	interface = asked_interface(info, &major);
	msg = interface ? interface_skb(interface, major, &m, info) : ERR_PTR(-ENOENT);
	ret = PTR_ERR_OR_ZERO(msg) ?: broker_message_interface(msg, &m, interface, major);
	mutex_unlock(&broker_mutex);
	return IS_ERR(msg) ? ret : reply(msg, info, ret);
}

/* Answer with the object that @fill finds by the requested id. */
static int answer_by_id(struct sk_buff *skb, struct genl_info *info, int attr,
			int (*fill)(struct sk_buff *msg, const struct message *m, u64 id))
{
	struct message m = answer(skb, info);
	struct sk_buff *msg;
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, attr))
		return -EINVAL;
	msg = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!msg)
		return -ENOMEM;
	mutex_lock(&broker_mutex);
	ret = fill(msg, &m, nla_get_u64(info->attrs[attr]));
	mutex_unlock(&broker_mutex);
	if (ret == -ENOENT)
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[attr], "there is none with this id");
	return reply(msg, info, ret);
}

static int fill_provider(struct sk_buff *msg, const struct message *m, u64 id)
{
	struct object *object = broker_object_find(&broker_providers, id);

	if (!object)
		return -ENOENT;
	return broker_message_provider(msg, m, container_of(object, struct provider, object));
}

int broker_nl_provider_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return answer_by_id(skb, info, BROKER_A_PROVIDER_ID, fill_provider);
}

/* In the code a pinned consumer is a hold, and a revocable one a consumer. */
static int fill_consumer(struct sk_buff *msg, const struct message *m, u64 id)
{
	struct object *object = broker_object_find(&broker_consumers, id);

	if (object)
		return broker_message_consumer(msg, m,
					       container_of(object, struct consumer, object));
	object = broker_object_find(&broker_holds, id);
	if (!object)
		return -ENOENT;
	return broker_message_hold(msg, m, container_of(object, struct hold, object));
}

int broker_nl_consumer_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return answer_by_id(skb, info, BROKER_A_CONSUMER_ID, fill_consumer);
}

struct wanted {
	struct sk_buff *msg;
	const struct message *m;
	u64 id;
	int ret;
};

/* Called for the first refusal that is not older than the wanted one */
static bool fill_wanted(const struct refusal *refusal, u64 generation, void *data)
{
	struct wanted *w = data;

	if (refusal->id == w->id)
		w->ret = broker_message_refusal(w->msg, w->m, refusal);
	return false;
}

static int fill_refusal(struct sk_buff *msg, const struct message *m, u64 id)
{
	struct wanted w = { .msg = msg, .m = m, .id = id, .ret = -ENOENT };

	broker_refusals_walk(id - 1, fill_wanted, &w);
	return w.ret;
}

int broker_nl_refusal_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return broker_netlink_check_trusted(skb, info->extack) ?:
	       answer_by_id(skb, info, BROKER_A_REFUSAL_ID, fill_refusal);
}

static void explain(struct genl_info *info, int err)
{
	switch (err) {
	case -ENOENT:
		GENL_SET_ERR_MSG(info, "there is none with this id");
		break;
	case -EBUSY:
		GENL_SET_ERR_MSG(info, "the init of its module is running");
		break;
	case -ENODEV:
		GENL_SET_ERR_MSG(info, "it is leaving");
		break;
	case -EOPNOTSUPP:
		GENL_SET_ERR_MSG(info, "it is pinned, and only its module can put the handle");
		break;
	}
}

static int steer(struct sk_buff *skb, struct genl_info *info, int attr, int (*act)(u64 id))
{
	int ret;

	if (!netlink_capable(skb, CAP_SYS_MODULE)) {
		GENL_SET_ERR_MSG(info, "needs CAP_SYS_MODULE in the initial namespace");
		return -EPERM;
	}
	if (GENL_REQ_ATTR_CHECK(info, attr))
		return -EINVAL;
	ret = act(nla_get_u64(info->attrs[attr]));
	explain(info, ret);
	return ret;
}

int broker_nl_provider_prefer_doit(struct sk_buff *skb, struct genl_info *info)
{
	return steer(skb, info, BROKER_A_PROVIDER_ID, broker_provider_prefer);
}

int broker_nl_provider_drain_doit(struct sk_buff *skb, struct genl_info *info)
{
	return steer(skb, info, BROKER_A_PROVIDER_ID, broker_provider_serve_nobody);
}

/* The errno for an id that no revocable consumer has. */
static int not_revocable(u64 id)
{
	bool pinned;

	mutex_lock(&broker_mutex);
	pinned = broker_object_find(&broker_holds, id);
	mutex_unlock(&broker_mutex);
	return pinned ? -EOPNOTSUPP : -ENOENT;
}

static int detach(u64 id)
{
	int ret = broker_consumer_detach(id);

	return ret == -ENOENT ? not_revocable(id) : ret;
}

static int attach(u64 id)
{
	int ret = broker_consumer_attach(id);

	return ret == -ENOENT ? not_revocable(id) : ret;
}

int broker_nl_consumer_detach_doit(struct sk_buff *skb, struct genl_info *info)
{
	return steer(skb, info, BROKER_A_CONSUMER_ID, detach);
}

int broker_nl_consumer_attach_doit(struct sk_buff *skb, struct genl_info *info)
{
	return steer(skb, info, BROKER_A_CONSUMER_ID, attach);
}
