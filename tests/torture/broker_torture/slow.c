// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that take longer than two grace periods, inside or while entering. A
 * short call has left before any task waits for it, so it shows nothing
 * about waiting. In this file the guard has a wide window between the first look
 * and the count.
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
	u32 n = get_random_u32() % (SWAP_CONSUMERS + LEAVE_CONSUMERS + PAIR_CONSUMERS);

	/* The whole crowd waits for the slowest. */
	if (one_in(64))
		return &crowd_consumers[0];
	if (n < SWAP_CONSUMERS)
		return &swap_consumers[n];
	n -= SWAP_CONSUMERS;
	return n < LEAVE_CONSUMERS ? &leave_consumers[n] : &pair_consumers[n - LEAVE_CONSUMERS];
}

static void slow_call(struct torture_consumer *consumer, struct broker_link *link)
{
	const struct torture_swap_ops *ops = torture_ops(link);
	struct torture_object *object = torture_object(consumer, link);

	if (!object)
		return;
	if (one_in(2))
		ops->nap(object, 80);
	if (torture_is_two_way(consumer))
		torture_two_way_ops(link)->ring(broker_provider_of(link), 1);
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
		slow_call(consumer, link);
		broker_exit(link);
		torture_add_one(&calls->completed);
	} else {
		torture_add_one(&calls->refused);
		if (consumer->gapless)
			torture_failed(FAILED_LOST);
	}
	msleep(get_random_u32() % 10);
}

static struct torture_port *any_port(bool of_pair)
{
	struct torture_port *port, *chosen = NULL;
	u32 n = 0;

	for_each_torture_port(port)
		if (torture_is_of_pair(port) == of_pair && one_in(++n))
			chosen = port;
	return chosen;
}

/* A thread of a provider. The crowd waits for threads inside, but not for those still entering. */
void slow_tell_step(struct torture_thread *thread)
{
	int i = srcu_read_lock(&torture_ports_srcu);
	bool of_pair = !one_in(4);
	struct torture_port *port = any_port(of_pair);

	if (port)
		torture_call_back(port, 1, of_pair && one_in(2) ? 80 : 0);
	srcu_read_unlock(&torture_ports_srcu, i);
	msleep(get_random_u32() % 10);
}
