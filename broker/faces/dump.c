// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dumps: all objects of a kind, in the order of their ids, as many at a time as fit the
 * buffer. Objects may be added and removed between two buffers; the next buffer goes on
 * after the last id, so an object that existed all the time is in the dump once, and
 * the generation shows the reader that there was a change. Objects that were added
 * after the dump began are not in it, so that it ends however fast others are added.
 */
#include <linux/ktime.h>

#include "faces/netlink.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/refusal.h"
#include "faces/netlink-gen.h"

/* Where a dump is, in its callback's own space */
struct position {
	u64 id;			/* of the last object */
	u64 end;		/* the latest id when it began */
	unsigned int major;	/* the next one of that interface */
};

static struct position *position(struct netlink_callback *cb)
{
	static_assert(sizeof(struct position) <= sizeof_field(struct netlink_callback, ctx));
	return (struct position *)cb->ctx;
}

static struct message answer(struct netlink_callback *cb)
{
	const struct genlmsghdr *header = nlmsg_data(cb->nlh);

	return (struct message){
		.portid = NETLINK_CB(cb->skb).portid,
		.seq = cb->nlh->nlmsg_seq,
		.flags = NLM_F_MULTI,
		.cmd = header->cmd,
		.now = ktime_get_ns(),
		.cb = cb,
		.trusted = broker_netlink_is_trusted(cb->skb),
	};
}

static int check_request(struct netlink_callback *cb)
{
	if (!nlmsg_attrlen(cb->nlh, GENL_HDRLEN))
		return 0;
	NL_SET_ERR_MSG(cb->extack, "a dump lists all objects, and takes no attributes");
	return -EINVAL;
}

/* To netlink, 0 means that changes are not counted. */
static void note_generation(struct netlink_callback *cb, u64 generation)
{
	cb->seq = (unsigned int)generation ?: 1;
}

static void begin(struct netlink_callback *cb)
{
	struct position *at = position(cb);

	lockdep_assert_held(&broker_mutex);
	note_generation(cb, broker_objects_generation());
	at->end = at->end ?: broker_objects_last_id();
}

/*
 * What the dumpit operation returns: there is more if an entry did not fit behind
 * others. An entry that does not fit alone never will.
 */
static int result(const struct sk_buff *skb, int ret)
{
	return ret && skb->len ? skb->len : ret;
}

static int dump_majors(struct sk_buff *skb, const struct message *m, const struct object *object)
{
	const struct interface *interface = container_of(object, struct interface, object);
	struct position *at = position(m->cb);
	unsigned int major, next = 0;
	int ret;

	if (object->id < at->id || object->id > at->end)
		return 0;
	if (object->id == at->id)
		next = at->major;
	while (broker_interface_next_major(interface, next, &major)) {
		ret = broker_message_interface(skb, m, interface, major);
		if (ret)
			return ret;
		next = major + 1;
		at->id = object->id;
		at->major = next;
	}
	return 0;
}

int broker_nl_interface_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	const struct message m = answer(cb);
	const struct object *object;
	int ret = check_request(cb);

	if (ret)
		return ret;
	mutex_lock(&broker_mutex);
	begin(cb);
	list_for_each_entry(object, &broker_interfaces, node) {
		ret = dump_majors(skb, &m, object);
		if (ret)
			break;
	}
	mutex_unlock(&broker_mutex);
	return result(skb, ret);
}

/* The first object in the list behind those that were dumped, or NULL */
static struct object *first_after(struct list_head *all, const struct position *at)
{
	struct object *object;

	list_for_each_entry(object, all, node)
		if (object->id > at->id)
			return object->id <= at->end ? object : NULL;
	return NULL;
}

static struct object *next_in(struct list_head *all, struct object *object,
			      const struct position *at)
{
	struct object *next = list_next_entry(object, node);

	return list_is_last(&object->node, all) || next->id > at->end ? NULL : next;
}

int broker_nl_provider_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	const struct message m = answer(cb);
	struct position *at = position(cb);
	struct object *object;
	int ret = check_request(cb);

	if (ret)
		return ret;
	mutex_lock(&broker_mutex);
	begin(cb);
	object = first_after(&broker_providers, at);
	for (; object; object = next_in(&broker_providers, object, at)) {
		ret = broker_message_provider(skb, &m,
					      container_of(object, struct provider, object));
		if (ret)
			break;
		at->id = object->id;
	}
	mutex_unlock(&broker_mutex);
	return result(skb, ret);
}

static int message_of_consumer(struct sk_buff *skb, const struct message *m,
			       const struct object *object)
{
	return broker_message_consumer(skb, m, container_of(object, struct consumer, object));
}

/* Dumps two lists, whose ids are drawn from one counter, as one */
static int dump_consumers(struct sk_buff *skb, const struct message *m)
{
	struct position *at = position(m->cb);
	struct object *hold = first_after(&broker_holds, at);
	struct object *consumer = first_after(&broker_consumers, at);
	int ret;

	while (hold || consumer) {
		if (hold && (!consumer || hold->id < consumer->id)) {
			ret = broker_message_hold(skb, m, container_of(hold, struct hold, object));
			if (ret)
				return ret;
			at->id = hold->id;
			hold = next_in(&broker_holds, hold, at);
		} else {
			ret = message_of_consumer(skb, m, consumer);
			if (ret)
				return ret;
			at->id = consumer->id;
			consumer = next_in(&broker_consumers, consumer, at);
		}
	}
	return 0;
}

int broker_nl_consumer_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	const struct message m = answer(cb);
	int ret = check_request(cb);

	if (ret)
		return ret;
	mutex_lock(&broker_mutex);
	begin(cb);
	ret = dump_consumers(skb, &m);
	mutex_unlock(&broker_mutex);
	return result(skb, ret);
}

struct refusals_dump {
	struct sk_buff *skb;
	const struct message *m;
	int ret;
};

static bool dump_refusal(const struct refusal *refusal, u64 generation, void *data)
{
	struct refusals_dump *dump = data;
	struct position *at = position(dump->m->cb);

	note_generation(dump->m->cb, generation);
	at->end = at->end ?: generation;
	if (refusal->id > at->end)
		return false;
	dump->ret = broker_message_refusal(dump->skb, dump->m, refusal);
	if (!dump->ret)
		at->id = refusal->id;
	return !dump->ret;
}

int broker_nl_refusal_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	const struct message m = answer(cb);
	struct refusals_dump dump = { .skb = skb, .m = &m };
	int ret = check_request(cb) ?: broker_netlink_check_trusted(cb->skb, cb->extack);

	if (ret)
		return ret;
	broker_refusals_walk(position(cb)->id, dump_refusal, &dump);
	return result(skb, dump.ret);
}
