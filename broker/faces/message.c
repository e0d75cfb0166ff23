// SPDX-License-Identifier: GPL-2.0-only
/*
 * The contents of a netlink message about an object: the same in answers, dumps and
 * events. Every string in it has a bound, so that one message about any object fits the
 * smallest buffer of a dump. A reader that is not trusted gets what /proc/modules and
 * /sys/module show every user, pins included, and what the modules' files contain.
 *
 * All functions except broker_message_refusal() need broker_mutex. They return 0 or
 * -EMSGSIZE; in the latter case nothing of the message is left in the buffer.
 */
#include <linux/math64.h>

#include "faces/netlink.h"
#include "handshake/handshake.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/object.h"
#include "objects/policy.h"
#include "objects/provider.h"
#include "objects/refusal.h"
#include "objects/slot.h"

#define VERSION_SHOWN	64

/* The taints that a module can cause, and the letter for each */
static const struct {
	unsigned int bit;
	char letter;
} taints[] = {
	{ TAINT_PROPRIETARY_MODULE, 'P' },
	{ TAINT_FORCED_MODULE, 'F' },
	{ TAINT_CRAP, 'C' },
	{ TAINT_OOT_MODULE, 'O' },
	{ TAINT_UNSIGNED_MODULE, 'E' },
	{ TAINT_LIVEPATCH, 'K' },
	{ TAINT_AUX, 'X' },
	{ TAINT_RANDSTRUCT, 'T' },
	{ TAINT_TEST, 'N' },
};

static int put_u64(struct sk_buff *skb, int attr, u64 value, int pad)
{
	return nla_put_u64_64bit(skb, attr, value, pad);
}

/* An object that was added while we waited for the mutex is younger than the message. */
static u64 age(const struct message *m, u64 since)
{
	return m->now > since ? div_u64(m->now - since, NSEC_PER_MSEC) : 0;
}

unsigned int broker_list_length(const struct list_head *list)
{
	const struct list_head *at;
	unsigned int n = 0;

	list_for_each(at, list)
		n++;
	return n;
}

void *broker_message_begin(struct sk_buff *skb, const struct message *m)
{
	void *header = genlmsg_put(skb, m->portid, m->seq, &broker_family, m->flags, m->cmd);

	if (header && m->cb)
		genl_dump_check_consistent(m->cb, header);
	return header;
}

int broker_message_end(struct sk_buff *skb, void *header, int ret)
{
	if (!ret)
		genlmsg_end(skb, header);
	else
		genlmsg_cancel(skb, header);
	return ret;
}

int broker_message_put_identity(struct sk_buff *skb, const struct broker_identity *id, int name,
				int major, int minor)
{
	char text[BROKER_NAME_MAX + 1];

	snprintf(text, sizeof(text), "%.*s", (int)id->name_len, id->name);
	return nla_put_string(skb, name, text) ?: nla_put_u32(skb, major, id->major) ?:
	       nla_put_u32(skb, minor, id->minor);
}

static u32 provider_flags(const struct provider *provider)
{
	u32 flags = 0;

	if (provider->desc.flags & BROKER_SIGNED_CONSUMERS)
		flags |= BROKER_PROVIDER_FLAGS_SIGNED_CONSUMERS;
	if (provider->desc.flags & BROKER_REVOCABLE_ONLY)
		flags |= BROKER_PROVIDER_FLAGS_REVOCABLE_ONLY;
	if (provider->desc.consumers)
		flags |= BROKER_PROVIDER_FLAGS_LISTED_CONSUMERS;
	if (provider->preferred)
		flags |= BROKER_PROVIDER_FLAGS_PREFERRED;
	return flags;
}

static enum broker_provider_state provider_shown_state(const struct provider *provider)
{
	switch (provider->state) {
	case PROVIDER_PENDING:
		return BROKER_PROVIDER_STATE_PENDING;
	case PROVIDER_LIVE:
		return provider->drained ? BROKER_PROVIDER_STATE_DRAINED :
					   BROKER_PROVIDER_STATE_LIVE;
	case PROVIDER_LEAVING:
		break;
	}
	return BROKER_PROVIDER_STATE_LEAVING;
}

static int put_taints(struct sk_buff *skb, const struct module *module)
{
	char letters[ARRAY_SIZE(taints) + 1] = "";
	int i, n = 0;

	for (i = 0; i < ARRAY_SIZE(taints); i++)
		if (module->taints & BIT(taints[i].bit))
			letters[n++] = taints[i].letter;
	return n ? nla_put_string(skb, BROKER_A_PROVIDER_TAINTS, letters) : 0;
}

/* An empty text is left out: it is not known, or there is nothing to show. */
static int put_known(struct sk_buff *skb, int attr, const char *text)
{
	return *text ? nla_put_string(skb, attr, text) : 0;
}

/* The data of a module that /proc/modules and modinfo(8) also show. */
static int put_module(struct sk_buff *skb, const struct module *module)
{
	char version[VERSION_SHOWN];
	int ret;

	ret = nla_put_string(skb, BROKER_A_PROVIDER_MODULE, module->name) ?:
	      nla_put_u8(skb, BROKER_A_PROVIDER_SIGNED, broker_policy_is_signed(module));
	if (!ret && module->version) {
		strscpy(version, module->version, sizeof(version));
		ret = nla_put_string(skb, BROKER_A_PROVIDER_VERSION, version);
	}
	return ret ?: put_taints(skb, module);
}

static int put_provider_details(struct sk_buff *skb, const struct message *m,
				const struct provider *provider)
{
	return nla_put_u32(skb, BROKER_A_PROVIDER_FINGERPRINT, provider->fingerprint) ?:
	       nla_put_s32(skb, BROKER_A_PROVIDER_PRIORITY, provider->desc.priority) ?:
	       nla_put_u32(skb, BROKER_A_PROVIDER_FLAGS, provider_flags(provider)) ?:
	       nla_put_u32(skb, BROKER_A_PROVIDER_LINKS, broker_list_length(&provider->slots)) ?:
	       put_u64(skb, BROKER_A_PROVIDER_AGE, age(m, provider->object.since),
		       BROKER_A_PROVIDER_PAD);
}

int broker_message_provider(struct sk_buff *skb, const struct message *m,
			    const struct provider *provider)
{
	void *header = broker_message_begin(skb, m);
	int ret;

	if (!header)
		return -EMSGSIZE;
	lockdep_assert_held(&broker_mutex);
	ret = put_u64(skb, BROKER_A_PROVIDER_ID, provider->object.id, BROKER_A_PROVIDER_PAD) ?:
	      broker_message_put_identity(skb, &provider->id, BROKER_A_PROVIDER_INTERFACE,
					  BROKER_A_PROVIDER_MAJOR, BROKER_A_PROVIDER_MINOR) ?:
	      put_module(skb, provider->client->module) ?:
	      nla_put_u32(skb, BROKER_A_PROVIDER_STATE, provider_shown_state(provider)) ?:
	      nla_put_u32(skb, BROKER_A_PROVIDER_PINS, broker_list_length(&provider->holds)) ?:
	      put_known(skb, BROKER_A_PROVIDER_INSTANCE, provider->instance);
	if (!ret && m->trusted)
		ret = put_provider_details(skb, m, provider);
	if (!ret && m->event)
		ret = put_u64(skb, BROKER_A_PROVIDER_EVENT, m->event, BROKER_A_PROVIDER_PAD);
	return broker_message_end(skb, header, ret);
}

static enum broker_link_state link_state(const struct slot *slot)
{
	switch (slot->state) {
	case SLOT_ATTACHING:
		return BROKER_LINK_STATE_ATTACHING;
	case SLOT_CURRENT:
		return BROKER_LINK_STATE_CURRENT;
	case SLOT_RETIRED:
	case SLOT_LEAVING:
	case SLOT_DRAINING:
	case SLOT_PEER_RETIRED:
	case SLOT_PEER_LEAVING:
	case SLOT_PEER_DRAINING:
		return BROKER_LINK_STATE_DRAINING;
	case SLOT_QUIET:
	case SLOT_STOPPING:
		return BROKER_LINK_STATE_STOPPING;
	case SLOT_DRAINED:
	case SLOT_DETACHING:
	case SLOT_DETACHED:
	case SLOT_RELEASING:
	case SLOT_FREE:
	case SLOT_PARKED:
		break;
	}
	return BROKER_LINK_STATE_DETACHING;
}

static int put_calls(struct sk_buff *skb, const struct slot *slot)
{
	unsigned long entered, left;

	broker_slot_calls(slot, &entered, &left);
	return put_u64(skb, BROKER_A_LINK_ENTERED, entered, BROKER_A_LINK_PAD) ?:
	       put_u64(skb, BROKER_A_LINK_LEFT, left, BROKER_A_LINK_PAD);
}

static int put_callbacks(struct sk_buff *skb, const struct slot *slot)
{
	unsigned long entered, left;

	if (!broker_slot_is_two_way(slot))
		return 0;
	broker_slot_callbacks(slot, &entered, &left);
	return put_u64(skb, BROKER_A_LINK_CALLBACKS_ENTERED, entered, BROKER_A_LINK_PAD) ?:
	       put_u64(skb, BROKER_A_LINK_CALLBACKS_LEFT, left, BROKER_A_LINK_PAD);
}

/* Few clients have open requests. */
static int put_requests(struct sk_buff *skb, const struct slot *slot)
{
	unsigned long requests = broker_slot_inside(slot, END_ALL_REQUESTS);

	return requests ? put_u64(skb, BROKER_A_LINK_REQUESTS, requests, BROKER_A_LINK_PAD) : 0;
}

/* The link to a provider; one whose module is unloaded has no name any more. */
static int put_link(struct sk_buff *skb, const struct message *m, const struct provider *provider,
		    enum broker_link_state state, u64 since, const struct slot *slot)
{
	struct nlattr *nest = nla_nest_start(skb, BROKER_A_CONSUMER_LINK);
	int ret = 0;

	if (!nest)
		return -EMSGSIZE;
	if (provider)
		ret = put_u64(skb, BROKER_A_LINK_PROVIDER, provider->object.id,
			      BROKER_A_LINK_PAD) ?:
		      nla_put_string(skb, BROKER_A_LINK_MODULE, provider->client->name);
	ret = ret ?: nla_put_u32(skb, BROKER_A_LINK_STATE, state);
	/* There are many events, and summing reads the counters of each CPU. */
	if (!ret && m->trusted && !m->event && slot)
		ret = put_calls(skb, slot) ?: put_callbacks(skb, slot) ?: put_requests(skb, slot);
	if (!ret && m->trusted)
		ret = put_u64(skb, BROKER_A_LINK_AGE, age(m, since), BROKER_A_LINK_PAD);
	/* If a part does not fit, the caller cancels the whole message. */
	nla_nest_end(skb, nest);
	return ret;
}

static int put_links(struct sk_buff *skb, const struct message *m,
		     const struct consumer *consumer)
{
	int ret = 0, i;

	for (i = 0; !ret && i < ARRAY_SIZE(consumer->slots); i++) {
		const struct slot *slot = consumer->slots[i];

		if (slot->state > SLOT_PARKED)
			ret = put_link(skb, m, slot->provider, link_state(slot), slot->since,
				       slot);
	}
	return ret;
}

static u32 consumer_flags(const struct consumer *consumer)
{
	u32 flags = 0;

	if (consumer->desc.flags & BROKER_MOVABLE)
		flags |= BROKER_CONSUMER_FLAGS_MOVABLE;
	if (consumer->desc.flags & BROKER_AUTOLOAD)
		flags |= BROKER_CONSUMER_FLAGS_AUTOLOAD;
	if (consumer->hook.task)
		flags |= BROKER_CONSUMER_FLAGS_IN_CALLBACK;
	if (broker_consumer_wants_all(consumer) && !broker_consumer_is_part(consumer))
		flags |= BROKER_CONSUMER_FLAGS_EVERY;
	return flags;
}

static enum broker_consumer_state consumer_shown_state(const struct consumer *consumer)
{
	switch (consumer->state) {
	case CONSUMER_PENDING:
		return BROKER_CONSUMER_STATE_PENDING;
	case CONSUMER_LIVE:
		return consumer->detached ? BROKER_CONSUMER_STATE_DETACHED :
					    BROKER_CONSUMER_STATE_LIVE;
	case CONSUMER_DYING:
	case CONSUMER_DEAD:
		break;
	}
	return BROKER_CONSUMER_STATE_LEAVING;
}

/* The attributes of a consumer that precede its links. */
static int put_consumer(struct sk_buff *skb, const struct message *m, const struct object *object,
			enum broker_mode mode, const struct broker_identity *id,
			const char *module)
{
	return put_u64(skb, BROKER_A_CONSUMER_ID, object->id, BROKER_A_CONSUMER_PAD) ?:
	       nla_put_u32(skb, BROKER_A_CONSUMER_MODE, mode) ?:
	       broker_message_put_identity(skb, id, BROKER_A_CONSUMER_INTERFACE,
					   BROKER_A_CONSUMER_MAJOR, BROKER_A_CONSUMER_MINOR) ?:
	       nla_put_string(skb, BROKER_A_CONSUMER_MODULE, module);
}

static int put_consumer_details(struct sk_buff *skb, const struct message *m,
				const struct object *object, u32 flags)
{
	return nla_put_u32(skb, BROKER_A_CONSUMER_FLAGS, flags) ?:
	       put_u64(skb, BROKER_A_CONSUMER_AGE, age(m, object->since), BROKER_A_CONSUMER_PAD);
}

static int put_event(struct sk_buff *skb, const struct message *m)
{
	return m->event ? put_u64(skb, BROKER_A_CONSUMER_EVENT, m->event,
				  BROKER_A_CONSUMER_PAD) : 0;
}

static int put_instance(struct sk_buff *skb, const struct consumer *consumer)
{
	return put_known(skb, BROKER_A_CONSUMER_INSTANCE, consumer->instance) ?:
	       broker_consumer_is_part(consumer) ?
	       put_u64(skb, BROKER_A_CONSUMER_WHOLE, consumer->whole->object.id,
		       BROKER_A_CONSUMER_PAD) : 0;
}

int broker_message_consumer(struct sk_buff *skb, const struct message *m,
			    const struct consumer *consumer)
{
	void *header = broker_message_begin(skb, m);
	int ret;

	if (!header)
		return -EMSGSIZE;
	lockdep_assert_held(&broker_mutex);
	ret = put_consumer(skb, m, &consumer->object, BROKER_MODE_REVOCABLE, &consumer->id,
			   consumer->name) ?:
	      nla_put_u32(skb, BROKER_A_CONSUMER_MIN_MINOR, consumer->desc.min_minor) ?:
	      nla_put_u32(skb, BROKER_A_CONSUMER_STATE, consumer_shown_state(consumer)) ?:
	      put_instance(skb, consumer);
	if (!ret && m->trusted)
		ret = put_consumer_details(skb, m, &consumer->object, consumer_flags(consumer)) ?:
		      put_links(skb, m, consumer);
	ret = ret ?: put_event(skb, m);
	return broker_message_end(skb, header, ret);
}

/* A handle: its module is a consumer, bound as long as there is anything to report. */
int broker_message_hold(struct sk_buff *skb, const struct message *m, const struct hold *hold)
{
	bool put = m->cmd == BROKER_CMD_CONSUMER_DETACHED_NTF;
	struct broker_identity id = hold->provider->id;
	void *header = broker_message_begin(skb, m);
	int ret;

	if (!header)
		return -EMSGSIZE;
	lockdep_assert_held(&broker_mutex);
	id.minor = hold->minor;
	ret = put_consumer(skb, m, &hold->object, BROKER_MODE_PINNED, &id,
			   hold->pin->consumer->name) ?:
	      nla_put_u32(skb, BROKER_A_CONSUMER_MIN_MINOR, hold->min_minor) ?:
	      nla_put_u32(skb, BROKER_A_CONSUMER_STATE, BROKER_CONSUMER_STATE_LIVE);
	if (!ret && m->trusted)
		ret = put_consumer_details(skb, m, &hold->object, 0);
	ret = ret ?:
	      put_link(skb, m, hold->provider,
		       put ? BROKER_LINK_STATE_DETACHING : BROKER_LINK_STATE_CURRENT,
		       hold->object.since, NULL) ?:
	      put_event(skb, m);
	return broker_message_end(skb, header, ret);
}

int broker_message_refusal(struct sk_buff *skb, const struct message *m,
			   const struct refusal *refusal)
{
	const struct broker_reason *reason = &refusal->reason;
	void *header = broker_message_begin(skb, m);
	int ret;

	if (!header)
		return -EMSGSIZE;
	ret = put_u64(skb, BROKER_A_REFUSAL_ID, refusal->id, BROKER_A_REFUSAL_PAD) ?:
	      nla_put_u32(skb, BROKER_A_REFUSAL_VERDICT, reason->verdict) ?:
	      nla_put_u32(skb, BROKER_A_REFUSAL_ERRNO, -broker_refusal_errno(refusal)) ?:
	      put_known(skb, BROKER_A_REFUSAL_INTERFACE, refusal->interface);
	if (!ret && *refusal->interface)
		ret = nla_put_u32(skb, BROKER_A_REFUSAL_MAJOR, refusal->major);
	ret = ret ?:
	      put_known(skb, BROKER_A_REFUSAL_CONSUMER, refusal->consumer) ?:
	      put_known(skb, BROKER_A_REFUSAL_PROVIDER, refusal->provider) ?:
	      nla_put_string(skb, BROKER_A_REFUSAL_WHAT, reason->what) ?:
	      put_known(skb, BROKER_A_REFUSAL_HAVE, reason->have) ?:
	      put_known(skb, BROKER_A_REFUSAL_WANT, reason->want) ?:
	      put_known(skb, BROKER_A_REFUSAL_INSTANCE, refusal->instance) ?:
	      put_u64(skb, BROKER_A_REFUSAL_AGE, age(m, refusal->since), BROKER_A_REFUSAL_PAD);
	if (!ret && m->event)
		ret = put_u64(skb, BROKER_A_REFUSAL_EVENT, m->event, BROKER_A_REFUSAL_PAD);
	return broker_message_end(skb, header, ret);
}
