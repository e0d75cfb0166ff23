// SPDX-License-Identifier: GPL-2.0-only
/*
 * The consumers' end of two-way links. Every callback checks whether it may be called.
 */
#include <linux/delay.h>
#include <linux/slab.h>

#include "torture.h"

#define USER_OPEN	0x05e90b1e
#define USER_CLOSED	0xc105e50b

static void check(const struct torture_user *user, const struct torture_port *port)
{
	if (!user || READ_ONCE(user->magic) != USER_OPEN)
		torture_failed(FAILED_BACK_CLOSED);
	else if (user->port != port)
		torture_failed(FAILED_BACK_FOREIGN);
	else if (!READ_ONCE(user->consumer->armed))
		torture_failed(FAILED_BACK_POISONED);
}

static void rung(struct torture_user *user, struct torture_port *port, u32 depth)
{
	check(user, port);
	if (depth && user)
		torture_ring(user->consumer, depth - 1);
	check(user, port);
}

static void nap(struct torture_user *user, struct torture_port *port, u32 ms)
{
	check(user, port);
	if (!user)
		return;
	atomic_inc(&user->naps);
	msleep(ms);
	atomic_dec(&user->naps);
	check(user, port);
	torture_count(COUNT_NAPS);
}

static const struct torture_pair_callbacks pair_callbacks = { .rung = rung, .nap = nap };
static const struct torture_crowd_callbacks crowd_callbacks = { .rung = rung, .nap = nap };

/* A hook of the consumer is also a hook of the link. */
static struct torture_consumer *hook_begin(struct broker_consumer *desc, struct broker_link *link,
					   enum torture_stage stage)
{
	torture_stage_begin(broker_provider_of(link), stage);
	return torture_hook_begin(desc);
}

static void hook_end(struct torture_consumer *consumer, struct broker_link *link)
{
	torture_hook_end(consumer);
	torture_stage_end(broker_provider_of(link));
}

static int open(struct torture_consumer *consumer, struct broker_link *link)
{
	struct torture_user *user = kzalloc(sizeof(*user), GFP_KERNEL);
	int ret;

	if (!user)
		return -ENOMEM;
	ret = torture_ops(link)->open(&user->object);
	if (ret) {
		kfree(user);
		return ret;
	}
	user->port = broker_provider_of(link);
	user->consumer = consumer;
	user->magic = USER_OPEN;
	link->priv = user;
	return 0;
}

static int attach(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_consumer *consumer = hook_begin(desc, link, STAGE_ATTACH);
	int before = torture_link_begin(consumer, link);
	int ret = before < 0 ? before : open(consumer, link);

	if (!ret)
		torture_link_end(consumer, before);
	hook_end(consumer, link);
	return ret;
}

/* Calls reach the provider, by this link or by one that has replaced it. */
static void ready(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_consumer *consumer = hook_begin(desc, link, STAGE_READY);

	torture_ring(consumer, 2);
	hook_end(consumer, link);
}

static void leaving(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_consumer *consumer = hook_begin(desc, link, STAGE_LEAVING);
	struct torture_user *user = link->priv;

	torture_ops(link)->call(user->object);
	hook_end(consumer, link);
}

static void close(struct torture_user *user, struct broker_link *link)
{
	torture_ops(link)->close(user->object);
	user->object = NULL;
}

/* It does not wait for events requested from the provider: they may have been dropped. */
static void stop(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_consumer *consumer = hook_begin(desc, link, STAGE_STOP);

	if (one_in(2))
		close(link->priv, link);
	hook_end(consumer, link);
}

static void detach(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_consumer *consumer = hook_begin(desc, link, STAGE_DETACH);
	struct torture_user *user = link->priv;

	/* No module here forgets to unregister. */
	if (!broker_link_alive(link))
		torture_failed(FAILED_ORDER);
	else if (user->object)
		close(user, link);
	if (atomic_read(&user->naps))
		torture_failed(FAILED_INSIDE);
	WRITE_ONCE(user->magic, USER_CLOSED);
	torture_keep(user);
	torture_link_gone(consumer);
	torture_count(COUNT_LINKS);
	hook_end(consumer, link);
}

#define TWO_WAY(_name, _interface, _callbacks, ...)			\
	DEFINE_BROKER_CONSUMER_TWO_WAY(_name, _interface, 0, _callbacks, .attach = attach, \
				       .ready = ready, .leaving = leaving, .stop = stop, \
				       .detach = detach, ##__VA_ARGS__)

TWO_WAY(pair_0, torture_pair, &pair_callbacks, .flags = BROKER_MOVABLE);
TWO_WAY(pair_1, torture_pair, &pair_callbacks, .flags = BROKER_MOVABLE);
TWO_WAY(pair_2, torture_pair, &pair_callbacks);
TWO_WAY(pair_3, torture_pair, &pair_callbacks);
TWO_WAY(pair_4, torture_pair, &pair_callbacks);
TWO_WAY(pair_5, torture_pair, &pair_callbacks);
TWO_WAY(crowd, torture_crowd, &crowd_callbacks, .flags = BROKER_MOVABLE);

struct torture_consumer pair_consumers[] = {
	{ &pair_0 }, { &pair_1 }, { &pair_2 }, { &pair_3 }, { &pair_4 }, { &pair_5 },
};

struct torture_consumer crowd_consumers[CROWD_CONSUMERS];
static struct broker_consumer crowd_descs[CROWD_CONSUMERS];

void crowd_init(void)
{
	int i;

	for (i = 0; i < CROWD_CONSUMERS; i++) {
		crowd_descs[i] = crowd;
		crowd_consumers[i].desc = &crowd_descs[i];
		crowd_consumers[i].gapless = true;
	}
}
