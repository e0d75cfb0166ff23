// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that take longer than two grace periods, inside or on their way in. A
 * short call has left before anybody has waited for it, so that it shows nothing
 * about waiting. This file has the guard with the window between the first look
 * and the count wide open.
 */
#include <linux/delay.h>

static void enter_delay(void);
#define broker_enter_delay()	enter_delay()

#include "torture.h"

static void enter_delay(void)
{
	if (!one_in(3))
		return;
	msleep(30 + get_random_u32() % 70);
	torture_count(COUNT_DELAYED);
}

static struct torture_consumer *any_consumer(void)
{
	u32 n = get_random_u32() % (SWAP_CONSUMERS + LEAVE_CONSUMERS);

	return n < SWAP_CONSUMERS ? &swap_consumers[n] : &leave_consumers[n - SWAP_CONSUMERS];
}

static void slow_call(struct broker_link *link)
{
	const struct torture_swap_ops *ops = torture_ops(link);
	struct torture_object *object = torture_object(link);

	if (!object)
		return;
	if (one_in(2))
		ops->nap(object, 80);
	ops->call(object);
}

void slow_step(struct torture_thread *thread)
{
	struct torture_consumer *consumer = any_consumer();
	struct torture_calls *calls = &thread->calls;
	struct broker_link *link;

	torture_add_one(&calls->started);
	link = broker_enter(consumer->desc);
	if (link) {
		slow_call(link);
		broker_exit(link);
		torture_add_one(&calls->completed);
	} else {
		torture_add_one(&calls->refused);
		if (consumer->gapless)
			torture_failed(FAILED_LOST);
	}
	msleep(get_random_u32() % 10);
}
