// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instances that are plugged and unplugged, by two providers each, and two consumers of
 * all of them: one that stays and is moved, and one that is registered and unregistered. Callers
 * in any context find the objects that each side keeps for a link; detach frees them by RCU.
 */
#include <linux/delay.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "torture.h"

#define LIVE		0x11fe
#define DEAD		0xdead

struct torture_line;	/* what a provider keeps for a link */
struct torture_seat;	/* what a consumer keeps for one */

#define PLUG_OPS(OP)							\
	OP(0, atomic, void, call, (struct torture_line *line, u32 depth))
#define PLUG_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, heard, (struct torture_seat *seat, u32 depth))
BROKER_INTERFACE_TWO_WAY(torture_plug, 1, PLUG_OPS, PLUG_CALLBACKS);

/* An instance of one provider; freed when it was unregistered. */
struct plug {
	struct broker_provider desc;
	char name[8];
	u32 magic;
	atomic_t lines;
};

struct torture_line {
	struct list_head node;
	struct rcu_head rcu;
	struct broker_peer *peer;
	struct plug *plug;
	u32 magic;
};

struct torture_seat {
	struct list_head node;
	struct rcu_head rcu;
	struct broker_link *link;
	struct torture_line *line;
	struct every *every;
	char name[8];
	u32 magic;
};

static LIST_HEAD(lines);
static LIST_HEAD(seats);
static DEFINE_SPINLOCK(lists);

/* Down from a consumer's seat, and back from a provider's line. */
static void call_down(struct torture_seat *seat, u32 depth)
{
	if (!broker_enter_link(seat->link, seat))
		return;
	if (broker_provider_of(seat->link) != seat->line)
		torture_failed(FAILED_FOREIGN);
	broker_ops(seat->link, torture_plug)->call(seat->line, depth);
	broker_exit(seat->link);
}

static void call_back(struct torture_line *line, u32 depth)
{
	if (!broker_enter_peer(line->peer, line))
		return;
	broker_callbacks(line->peer, torture_plug)->heard(broker_user(line->peer), depth);
	broker_exit_peer(line->peer);
}

static void called(struct torture_line *line, u32 depth)
{
	if (READ_ONCE(line->magic) != LIVE)
		torture_failed(FAILED_CLOSED);
	else if (READ_ONCE(line->plug->magic) != LIVE)
		torture_failed(FAILED_POISONED);
	else if (depth)
		call_back(line, depth - 1);
}

static void heard(struct torture_seat *seat, u32 depth)
{
	if (READ_ONCE(seat->magic) != LIVE)
		torture_failed(FAILED_BACK_CLOSED);
	else if (depth)
		call_down(seat, depth - 1);
}

/* The providers' end. */
static struct plug *plug_of(const struct broker_provider *desc)
{
	struct plug *plug = container_of(desc, struct plug, desc);

	if (plug->magic != LIVE)
		torture_failed(FAILED_POISONED);
	return plug;
}

static int plug_attach(const struct broker_provider *desc, struct broker_peer *peer)
{
	struct torture_line *line;

	if (one_in(50))
		return one_in(2) ? -ENODEV : -EIO;
	line = kzalloc(sizeof(*line), GFP_KERNEL);
	if (!line)
		return -ENOMEM;
	line->magic = LIVE;
	line->peer = peer;
	line->plug = plug_of(desc);
	atomic_inc(&line->plug->lines);
	peer->priv = line;
	spin_lock_bh(&lists);
	list_add_tail_rcu(&line->node, &lines);
	spin_unlock_bh(&lists);
	return 0;
}

static void plug_ready(const struct broker_provider *desc, struct broker_peer *peer)
{
	plug_of(desc);
	call_back(peer->priv, 1);
}

static void plug_leaving(const struct broker_provider *desc, struct broker_peer *peer)
{
	plug_of(desc);
}

static void plug_detach(const struct broker_provider *desc, struct broker_peer *peer)
{
	struct torture_line *line = peer->priv;

	if (line->plug != plug_of(desc) || line->magic != LIVE)
		torture_failed(FAILED_ORDER);
	spin_lock_bh(&lists);
	list_del_rcu(&line->node);
	spin_unlock_bh(&lists);
	WRITE_ONCE(line->magic, DEAD);
	atomic_dec(&line->plug->lines);
	kfree_rcu(line, rcu);
}

static const struct torture_plug_ops plug_ops[2] = { { .call = called }, { .call = called } };
DEFINE_BROKER_PROVIDER(plug_desc, torture_plug, &plug_ops[0], .attach = plug_attach,
		       .ready = plug_ready, .leaving = plug_leaving, .detach = plug_detach);

/* The consumers' end. */

/**
 * struct every - a consumer of all
 * @desc: its descriptor
 * @armed: it is registered
 * @links: attached, and not yet detached
 */
struct every {
	struct broker_consumer *desc;
	bool armed;
	atomic_t links;
};

static struct every *every_of(const struct broker_consumer *desc);

static int every_attach(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_seat *seat;

	if (!READ_ONCE(every_of(desc)->armed))
		torture_failed(FAILED_LATE);
	if (one_in(50))
		return one_in(2) ? -ENODEV : -EIO;
	seat = kzalloc(sizeof(*seat), GFP_KERNEL);
	if (!seat)
		return -ENOMEM;
	seat->magic = LIVE;
	seat->link = link;
	seat->line = broker_provider_of(link);
	seat->every = every_of(desc);
	strscpy(seat->name, broker_link_instance(link), sizeof(seat->name));
	if (strcmp(seat->name, seat->line->plug->name))
		torture_failed(FAILED_FOREIGN);
	link->priv = seat;
	if (one_in(8))
		msleep(get_random_u32() % 20);
	spin_lock_bh(&lists);
	list_add_tail_rcu(&seat->node, &seats);
	spin_unlock_bh(&lists);
	atomic_inc(&seat->every->links);
	return 0;
}

static void every_ready(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_seat *seat = link->priv;
	struct torture_seat *old = link->replaces ? link->replaces->priv : NULL;

	if (old && (strcmp(old->name, seat->name) || old->every != seat->every))
		torture_failed(FAILED_FOREIGN);
	call_down(seat, 2);
}

static void every_stop(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_seat *seat = link->priv;

	if (broker_enter_link(link, seat)) {
		torture_failed(FAILED_STOPPED);
		broker_exit(link);
	}
	broker_ops(link, torture_plug)->call(seat->line, 1);
}

static void every_detach(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_seat *seat = link->priv;

	if (!broker_link_alive(link) || seat->magic != LIVE ||
	    strcmp(seat->name, broker_link_instance(link)))
		torture_failed(FAILED_ORDER);
	broker_ops(link, torture_plug)->call(seat->line, 0);
	spin_lock_bh(&lists);
	list_del_rcu(&seat->node);
	spin_unlock_bh(&lists);
	WRITE_ONCE(seat->magic, DEAD);
	atomic_dec(&seat->every->links);
	torture_count(COUNT_EVERY_LINKS);
	kfree_rcu(seat, rcu);
}

static const struct torture_plug_callbacks plug_callbacks = { .heard = heard };

#define EVERY(_name, _flags)						\
	DEFINE_BROKER_CONSUMER_TWO_WAY(_name, torture_plug, 0, &plug_callbacks,	\
				       .flags = _flags, .attach = every_attach,	\
				       .ready = every_ready, .stop = every_stop, \
				       .detach = every_detach)
EVERY(every_moved, BROKER_EVERY | BROKER_MOVABLE);
EVERY(every_leaving, BROKER_EVERY);

static struct every everies[] = { { &every_moved }, { &every_leaving } };

static struct every *every_of(const struct broker_consumer *desc)
{
	return &everies[desc == &every_leaving];
}

static void every_arm(struct every *every)
{
	WRITE_ONCE(every->armed, true);
	torture_expect(broker_consumer_register(every->desc), 0);
}

static void every_disarm(struct every *every)
{
	torture_expect(broker_consumer_unregister(every->desc), 0);
	WRITE_ONCE(every->armed, false);
	if (atomic_read(&every->links))
		torture_failed(FAILED_UNCLOSED);
}

/* A thread that registers and unregisters the second consumer. */
void every_step(struct torture_thread *thread)
{
	every_arm(&everies[1]);
	msleep(get_random_u32() % 100);
	every_disarm(&everies[1]);
	msleep(get_random_u32() % 20);
}

/* The plugs of each thread; two threads have the same names, and those of one are better. */
struct torture_plugs torture_plugs[PLUGGERS];

static void plug(struct torture_plugs *plugs, int i)
{
	int thread = plugs - torture_plugs;
	struct plug *plug = kzalloc(sizeof(*plug), GFP_KERNEL);

	if (!plug)
		return;
	plug->desc = plug_desc;
	plug->desc.table = &plug_ops[thread % 2];
	plug->desc.priority = thread % 2;
	plug->desc.instance = plug->name;
	plug->magic = LIVE;
	snprintf(plug->name, sizeof(plug->name), "plug%d", thread / 2 * PLUGS + i);
	torture_expect(broker_provider_register(&plug->desc), 0);
	plugs->plugs[i] = plug;
}

static void unplug(struct torture_plugs *plugs, int i)
{
	struct plug *plug = plugs->plugs[i];

	torture_expect(broker_provider_unregister(&plug->desc), 0);
	if (atomic_read(&plug->lines))
		torture_failed(FAILED_UNCLOSED);
	WRITE_ONCE(plug->magic, DEAD);
	kfree(plug);
	plugs->plugs[i] = NULL;
	torture_count(COUNT_PLUGS);
}

void plug_step(struct torture_thread *thread)
{
	struct torture_plugs *plugs = thread->data;
	int i = get_random_u32() % PLUGS;

	if (plugs->plugs[i])
		unplug(plugs, i);
	else
		plug(plugs, i);
	if (one_in(4))
		usleep_range(1000, 3000);
}

/* In any context. */
void plugs_call(u32 depth)
{
	struct torture_seat *seat;
	struct torture_line *line;

	rcu_read_lock();
	list_for_each_entry_rcu(seat, &seats, node)
		call_down(seat, depth);
	list_for_each_entry_rcu(line, &lines, node)
		call_back(line, depth);
	rcu_read_unlock();
}

void plugs_step(struct torture_thread *thread)
{
	plugs_call(2);
	usleep_range(2000, 4000);
}

void plugs_start(void)
{
	every_arm(&everies[0]);
}

void plugs_stop(void)
{
	int i, j;

	for (i = 0; i < ARRAY_SIZE(torture_plugs); i++)
		for (j = 0; j < PLUGS; j++)
			if (torture_plugs[i].plugs[j])
				unplug(&torture_plugs[i], j);
	every_disarm(&everies[0]);
}
