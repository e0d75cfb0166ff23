// SPDX-License-Identifier: GPL-2.0-only
/*
 * Consumers whose hooks count attached links, fail now and then, and do
 * everything that hooks may do: sleep, register and unregister other things.
 */
#include <linux/delay.h>
#include <linux/mutex.h>

#include "torture.h"

/* Every link ever seen. Their counters stay, and must be balanced at the end. */
static struct broker_link *links[512];
static unsigned int links_seen;
static DEFINE_SPINLOCK(links_lock);

static void link_remember(struct broker_link *link)
{
	unsigned int i;

	spin_lock(&links_lock);
	for (i = 0; i < links_seen && links[i] != link; i++)
		;
	if (i == links_seen && i < ARRAY_SIZE(links))
		links[links_seen++] = link;
	spin_unlock(&links_lock);
}

/* The number of links whose counters are not balanced, when there are no more calls. */
unsigned int torture_links_sum(u64 *entered)
{
	unsigned int i, uneven = 0;
	int cpu;

	*entered = 0;
	for (i = 0; i < links_seen; i++) {
		unsigned long in = 0, out = 0, back_in = 0, back_out = 0;

		for_each_possible_cpu(cpu) {
			in += per_cpu_ptr(links[i]->calls, cpu)->entered;
			out += per_cpu_ptr(links[i]->calls, cpu)->left;
			back_in += per_cpu_ptr(links[i]->peer->calls, cpu)->entered;
			back_out += per_cpu_ptr(links[i]->peer->calls, cpu)->left;
		}
		uneven += in != out || back_in != back_out;
		*entered += in + back_in;
	}
	links_seen = 0;
	return uneven;
}

static struct torture_consumer *consumer_of(const struct broker_consumer *desc)
{
	int i;

	for (i = 0; i < SWAP_CONSUMERS; i++)
		if (swap_consumers[i].desc == desc)
			return &swap_consumers[i];
	for (i = 0; i < LEAVE_CONSUMERS; i++)
		if (leave_consumers[i].desc == desc)
			return &leave_consumers[i];
	for (i = 0; i < PAIR_CONSUMERS; i++)
		if (pair_consumers[i].desc == desc)
			return &pair_consumers[i];
	for (i = 0; i < CROWD_CONSUMERS; i++)
		if (crowd_consumers[i].desc == desc)
			return &crowd_consumers[i];
	return &void_consumers[0];
}

struct torture_consumer *torture_hook_begin(const struct broker_consumer *desc)
{
	struct torture_consumer *consumer = consumer_of(desc);

	if (atomic_inc_return(&consumer->hooks) != 1)
		torture_failed(FAILED_OVERLAP);
	if (!READ_ONCE(consumer->armed))
		torture_failed(FAILED_LATE);
	return consumer;
}

void torture_hook_end(struct torture_consumer *consumer)
{
	atomic_dec(&consumer->hooks);
}

/* Registers objects of another interface from within a hook; one hook at a time. */
static void register_another(void)
{
	static DEFINE_MUTEX(lock);

	if (!mutex_trylock(&lock))
		return;
	torture_provide(&idle_providers[2]);
	torture_withdraw(&idle_providers[2]);
	torture_count(COUNT_PAIRS);
	mutex_unlock(&lock);
}

/* Refused, unless another task is already unregistering it. */
static void unregister_oneself(struct torture_consumer *consumer)
{
	int ret = broker_consumer_unregister(consumer->desc);

	if (ret != -EALREADY)
		torture_expect(ret, -EDEADLK);
	torture_count(COUNT_DEADLOCKS);
}

void torture_misbehave(struct torture_consumer *consumer)
{
	if (one_in(4))
		msleep(get_random_u32() % 50);
	if (one_in(2))
		register_another();
	if (one_in(128))
		unregister_oneself(consumer);
}

/* Returns the number of its links, or an errno if it refuses this one. */
int torture_link_begin(struct torture_consumer *consumer, struct broker_link *link)
{
	int most = consumer->desc->flags & BROKER_MOVABLE ? 1 : 0;
	int before = atomic_read(&consumer->links);

	link_remember(link);
	if (before > most)
		torture_failed(FAILED_ORDER);
	if (consumer->gapless)
		return before;
	if (one_in(32)) {
		torture_count(COUNT_REFUSED_ATTACHES);
		return one_in(2) ? -ENODEV : -ENOMEM;
	}
	torture_misbehave(consumer);
	return before;
}

void torture_link_end(struct torture_consumer *consumer, int before)
{
	atomic_inc(&consumer->links);
	torture_count(before ? COUNT_MOVES : COUNT_ATTACHES);
}

void torture_link_gone(struct torture_consumer *consumer)
{
	if (one_in(8) && !consumer->gapless)
		register_another();
	if (atomic_dec_return(&consumer->links) < 0)
		torture_failed(FAILED_ORDER);
	torture_count(COUNT_DETACHES);
}

static int attach(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_consumer *consumer = torture_hook_begin(desc);
	int before = torture_link_begin(consumer, link);
	struct torture_object *object;
	int ret = before;

	if (ret < 0)
		goto out;
	if (consumer->gapless && one_in(4))
		msleep(get_random_u32() % 50);
	ret = torture_ops(link)->open(&object);
	if (ret)
		goto out;
	link->priv = object;
	torture_link_end(consumer, before);
out:
	torture_hook_end(consumer);
	return ret;
}

static void leaving(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_consumer *consumer = torture_hook_begin(desc);

	if (!atomic_read(&consumer->links))
		torture_failed(FAILED_ORDER);
	torture_ops(link)->call(link->priv);
	torture_hook_end(consumer);
}

/* A call that is late finds the closed object. */
static void detach(struct broker_consumer *desc, struct broker_link *link)
{
	struct torture_consumer *consumer = torture_hook_begin(desc);

	/* No module here forgets to unregister. */
	if (!broker_link_alive(link))
		torture_failed(FAILED_ORDER);
	else
		torture_ops(link)->close(link->priv);
	torture_link_gone(consumer);
	torture_hook_end(consumer);
}

#define HOOKS .attach = attach, .leaving = leaving, .detach = detach

DEFINE_BROKER_CONSUMER(swap_0, torture_swap, 0, HOOKS, .flags = BROKER_MOVABLE);
DEFINE_BROKER_CONSUMER(swap_1, torture_swap, 0, HOOKS, .flags = BROKER_MOVABLE);
DEFINE_BROKER_CONSUMER(leave_0, torture_leave, 0, HOOKS, .flags = BROKER_MOVABLE);
DEFINE_BROKER_CONSUMER(leave_1, torture_leave, 0, HOOKS, .flags = BROKER_MOVABLE);
DEFINE_BROKER_CONSUMER(leave_2, torture_leave, 0, HOOKS);
DEFINE_BROKER_CONSUMER(leave_3, torture_leave, 0, HOOKS);
DEFINE_BROKER_CONSUMER(leave_4, torture_leave, 0, HOOKS);
DEFINE_BROKER_CONSUMER(leave_5, torture_leave, 0, HOOKS);
DEFINE_BROKER_CONSUMER(void_0, torture_void, 0, HOOKS);

struct torture_consumer swap_consumers[] = { { &swap_0, true }, { &swap_1, true } };

struct torture_consumer leave_consumers[] = {
	{ &leave_0 }, { &leave_1 }, { &leave_2 }, { &leave_3 }, { &leave_4 },
	{ &leave_5 },
};

struct torture_consumer void_consumers[] = { { &void_0 } };

void consumer_arm(struct torture_consumer *consumer)
{
	WRITE_ONCE(consumer->armed, true);
}

/* After unregister has returned: nothing is attached, and nothing will be. */
void consumer_disarm(struct torture_consumer *consumer)
{
	if (atomic_read(&consumer->links) || READ_ONCE(consumer->desc->link))
		torture_failed(FAILED_ORDER);
	WRITE_ONCE(consumer->armed, false);
}

void torture_consume(struct torture_consumer *consumer)
{
	consumer_arm(consumer);
	torture_expect(broker_consumer_register(consumer->desc), 0);
}

void torture_leave_alone(struct torture_consumer *consumer)
{
	torture_expect(broker_consumer_unregister(consumer->desc), 0);
	consumer_disarm(consumer);
}
