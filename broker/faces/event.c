// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events, sent to listeners: as notifications to the multicast group and as
 * tracepoints.
 *
 * A listener may be too slow, or memory short. Then a notification is lost and nothing
 * else: each has a number, counted whether there are listeners or not, and a gap shows
 * that it is time to look at everything anew.
 */
#include <linux/ktime.h>

#include "event.h"
#include "faces/netlink.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/hook.h"
#include "objects/provider.h"
#include "objects/refusal.h"
#include "objects/slot.h"
#include "faces/netlink-gen.h"

#define CREATE_TRACE_POINTS
#include "faces/trace.h"

/* Notifications are sent in the order of their numbers; below all other locks of ours. */
static DEFINE_MUTEX(order_mutex);
static u64 events;

/* The message to be filled, or NULL if there is no listener or no memory. */
static struct sk_buff *begin(struct message *m, u8 cmd)
{
	struct sk_buff *skb;

	mutex_lock(&order_mutex);
	events++;
	if (!genl_has_listeners(&broker_family, &init_net, BROKER_NLGRP_EVENTS))
		return NULL;
	*m = (struct message){
		.cmd = cmd,
		.now = ktime_get_ns(),
		.trusted = true,	/* as all listeners are */
		.event = events,
	};
	skb = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_NOIO);
	/* There may be no next notification to show the gap. */
	if (!skb)
		genl_set_err(&broker_family, &init_net, 0, BROKER_NLGRP_EVENTS, -ENOBUFS);
	return skb;
}

static void end(struct sk_buff *skb, int ret)
{
	if (skb && !ret)
		genlmsg_multicast(&broker_family, skb, 0, BROKER_NLGRP_EVENTS, GFP_NOIO);
	else
		nlmsg_free(skb);
	mutex_unlock(&order_mutex);
}

void broker_event_provider(u8 cmd, const struct provider *provider)
{
	struct sk_buff *skb;
	struct message m;

	if (cmd == BROKER_CMD_PROVIDER_CAME_NTF)
		trace_broker_register(provider);
	else
		trace_broker_drain(provider);
	skb = begin(&m, cmd);
	end(skb, skb ? broker_message_provider(skb, &m, provider) : 0);
}

/* @slot: the link that is published, or was */
void broker_event_consumer(u8 cmd, const struct consumer *consumer, const struct slot *slot)
{
	const char *provider = slot->provider->client->name;
	struct sk_buff *skb;
	struct message m;

	if (cmd == BROKER_CMD_CONSUMER_DETACHED_NTF)
		trace_broker_detach(&consumer->id, consumer->instance, consumer->name, provider);
	else
		trace_broker_attach(&consumer->id, consumer->instance, consumer->name, provider);
	skb = begin(&m, cmd);
	end(skb, skb ? broker_message_consumer(skb, &m, consumer) : 0);
}

void broker_event_hold(u8 cmd, const struct hold *hold)
{
	const struct provider *provider = hold->provider;
	struct sk_buff *skb;
	struct message m;

	if (cmd == BROKER_CMD_CONSUMER_DETACHED_NTF)
		trace_broker_detach(&provider->id, provider->instance, hold->pin->consumer->name,
				    provider->client->name);
	else
		trace_broker_bind(&provider->id, provider->instance, hold->pin->consumer->name,
				  provider->client->name);
	skb = begin(&m, cmd);
	end(skb, skb ? broker_message_hold(skb, &m, hold) : 0);
}

/*
 * For tracing only, as there are many. The identity is that of the side whose hook it
 * is: the other side's module may already be unloaded.
 */
void broker_event_hook(const struct slot *slot, bool returned)
{
	const struct consumer *consumer = slot->consumer;
	const char *provider = slot->provider ? slot->provider->client->name : "unloaded";
	bool by_provider = consumer->hook.side == HOOK_OF_PROVIDER;
	const struct broker_identity *id = by_provider ? &slot->provider->id : &consumer->id;
	const char *side = by_provider ? "provider" : "consumer";

	if (returned)
		trace_broker_hook_returned(id, consumer->instance, consumer->name, provider, side,
					   consumer->hook.name);
	else
		trace_broker_hook_called(id, consumer->instance, consumer->name, provider, side,
					 consumer->hook.name);
}

void broker_event_refusal(const struct refusal *refusal)
{
	struct sk_buff *skb;
	struct message m;

	trace_broker_refuse(refusal);
	skb = begin(&m, BROKER_CMD_REFUSED_NTF);
	end(skb, skb ? broker_message_refusal(skb, &m, refusal) : 0);
}
