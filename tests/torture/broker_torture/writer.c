// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads that register and unregister: with calls inside, and, where no consumer is attached, in
 * numbers that are only possible there.
 */
#include <linux/delay.h>

#include "torture.h"

#define BATCH		50	/* pairs before others may run */

struct torture_swap torture_swap = { swap_providers, SWAP_PROVIDERS, .pause = 200 };
struct torture_swap torture_crowd = { crowd_providers, CROWD_PROVIDERS, .pause = 20 };

static void doze(u32 most)
{
	if (one_in(2))
		msleep(get_random_u32() % most);
}

/*
 * A provider is replaced by a better one, or the best leaves while a lesser one is registered. The
 * old one may leave before any consumer had time to move.
 */
void swap_step(struct torture_thread *thread)
{
	struct torture_swap *swap = thread->data;
	unsigned int next = (swap->present + 1) % swap->count;

	torture_provide(&swap->providers[next]);
	doze(swap->pause);
	torture_withdraw(&swap->providers[swap->present]);
	torture_count(COUNT_LINKED_PAIRS);
	swap->present = next;
	doze(swap->pause / 2);
}

static bool all_attached(const struct torture_consumer *consumers, unsigned int count)
{
	while (count--)
		if (!READ_ONCE(consumers[count].desc->link))
			return false;
	return true;
}

/* Until all of them have been attached once, a missing provider is not a failure. */
static void swap_start(struct torture_swap *swap, struct torture_consumer *consumers,
		       unsigned int count)
{
	unsigned int i;

	swap->present = 0;
	torture_provide(&swap->providers[0]);
	for (i = 0; i < count; i++)
		torture_consume(&consumers[i]);
	while (!all_attached(consumers, count))
		msleep(20);
}

static void swap_stop(struct torture_swap *swap, struct torture_consumer *consumers,
		      unsigned int count)
{
	while (count--)
		torture_leave_alone(&consumers[count]);
	torture_withdraw(&swap->providers[swap->present]);
	torture_count(COUNT_LINKED_PAIRS);
}

/* Those that do not unregister by themselves: waiting for one would take for ever. */
static struct torture_consumer *const resident = &leave_consumers[5];
static struct torture_consumer *const two_way_resident = &pair_consumers[5];

/* Those that are registered from the beginning to the end. */
void residents_start(void)
{
	torture_consume(resident);
	torture_consume(two_way_resident);
	swap_start(&torture_swap, swap_consumers, SWAP_CONSUMERS);
	swap_start(&torture_crowd, crowd_consumers, CROWD_CONSUMERS);
}

void residents_stop(void)
{
	torture_leave_alone(resident);
	torture_leave_alone(two_way_resident);
	swap_stop(&torture_swap, swap_consumers, SWAP_CONSUMERS);
	swap_stop(&torture_crowd, crowd_consumers, CROWD_CONSUMERS);
}

void leave_step(struct torture_thread *thread)
{
	torture_provide(thread->data);
	doze(100);
	torture_withdraw(thread->data);
	torture_count(COUNT_LINKED_PAIRS);
	doze(50);
}

/* About three consumers, one after the other, sometimes all at the same time. */
void consumer_step(struct torture_thread *thread)
{
	struct torture_consumer *consumers = thread->data;

	torture_consume(&consumers[0]);
	doze(100);
	torture_consume(&consumers[1]);
	doze(200);
	torture_leave_alone(&consumers[0]);
	torture_count(COUNT_LINKED_PAIRS);
	doze(100);
	torture_leave_alone(&consumers[1]);
	torture_count(COUNT_LINKED_PAIRS);
	doze(50);
}

void idle_step(struct torture_thread *thread)
{
	int i;

	for (i = 0; i < BATCH; i++) {
		torture_provide(thread->data);
		torture_withdraw(thread->data);
		torture_count(COUNT_PAIRS);
	}
	msleep(60);
}

void void_step(struct torture_thread *thread)
{
	int i;

	for (i = 0; i < BATCH; i++) {
		torture_consume(thread->data);
		torture_leave_alone(thread->data);
		torture_count(COUNT_PAIRS);
	}
	/* Each has queued work, which is to get a chance to be late. */
	msleep(20);
}
