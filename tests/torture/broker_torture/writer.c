// SPDX-License-Identifier: GPL-2.0-only
/*
 * Those who register and unregister: with calls inside, and in such numbers as
 * can only be had where nobody is attached.
 */
#include <linux/delay.h>

#include "torture.h"

#define BATCH		50	/* pairs before others may run */

static unsigned int present;	/* of swap_providers, which is registered; swap's */

static void doze(u32 most)
{
	if (one_in(2))
		msleep(get_random_u32() % most);
}

/*
 * Replaced by a better one, or the best leaves with a lesser one beside it. The
 * old one may leave before anybody had time to move.
 */
void swap_step(struct torture_thread *thread)
{
	unsigned int next = (present + 1) % SWAP_PROVIDERS;

	torture_provide(&swap_providers[next]);
	doze(200);
	torture_withdraw(&swap_providers[present]);
	torture_count(COUNT_LINKED_PAIRS);
	present = next;
	doze(100);
}

static bool all_attached(void)
{
	int i;

	for (i = 0; i < SWAP_CONSUMERS; i++)
		if (!READ_ONCE(swap_consumers[i].desc->link))
			return false;
	return true;
}

/* One that does not go on its own account: who waits for it waits for ever. */
static struct torture_consumer *const resident = &leave_consumers[5];

/*
 * Those that are there from the beginning to the end. Until all of swap's are
 * attached once, nobody can be lost.
 */
void residents_start(void)
{
	int i;

	present = 0;
	torture_consume(resident);
	torture_provide(&swap_providers[present]);
	for (i = 0; i < SWAP_CONSUMERS; i++)
		torture_consume(&swap_consumers[i]);
	while (!all_attached())
		msleep(20);
}

void residents_stop(void)
{
	int i;

	torture_leave_alone(resident);
	for (i = 0; i < SWAP_CONSUMERS; i++)
		torture_leave_alone(&swap_consumers[i]);
	torture_withdraw(&swap_providers[present]);
	torture_count(COUNT_LINKED_PAIRS);
}

void leave_step(struct torture_thread *thread)
{
	torture_provide(thread->data);
	doze(100);
	torture_withdraw(thread->data);
	torture_count(COUNT_LINKED_PAIRS);
	doze(50);
}

/* Three consumers or so, one after the other, some of the time all at once. */
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
	msleep(30);
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
