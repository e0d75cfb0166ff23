// SPDX-License-Identifier: GPL-2.0-only
/*
 * Short calls, very many of them, through the guard as every client
 * has it: from threads, from a timer in softirq context and, from there, from an
 * interrupt that may come in the middle of any of them.
 */
#include <linux/delay.h>
#include <linux/irq_work.h>
#include <linux/timer.h>

#include "torture.h"

#define BATCH		1000	/* calls by a thread before it leaves the CPU to others */
#define FEW		20	/* calls by an interrupt */

static void call(struct torture_consumer *consumer, struct torture_calls *calls)
{
	struct torture_object *object;
	struct broker_link *link;

	torture_add_one(&calls->started);
	link = broker_enter(consumer->desc);
	if (!link) {
		torture_add_one(&calls->refused);
		if (consumer->gapless)
			torture_failed(FAILED_LOST);
		return;
	}
	object = torture_object(consumer, link);
	if (object)
		torture_ops(link)->call(object);
	broker_exit(link);
	torture_add_one(&calls->completed);
}

void fast_step(struct torture_thread *thread)
{
	int i;

	for (i = 0; i < BATCH; i++)
		call(thread->data, &thread->calls);
	usleep_range(8000, 12000);
}

/* Calls into one consumer, from interrupts of one CPU. */
struct interrupter {
	struct timer_list timer;
	struct irq_work irq;
	struct torture_consumer *consumer;
	struct torture_calls soft;
	struct torture_calls hard;
};

static struct interrupter interrupters[4];
static bool stopped;

static void few_calls(struct torture_consumer *consumer, struct torture_calls *calls)
{
	int i;

	for (i = 0; i < FEW; i++)
		call(consumer, calls);
	torture_count(COUNT_ATOMIC);
}

static void interrupt(struct irq_work *irq)
{
	struct interrupter *i = container_of(irq, struct interrupter, irq);

	few_calls(i->consumer, &i->hard);
}

static void timeout(struct timer_list *timer)
{
	struct interrupter *i = container_of(timer, struct interrupter, timer);

	irq_work_queue(&i->irq);
	few_calls(i->consumer, &i->soft);
	if (!READ_ONCE(stopped))
		mod_timer(timer, jiffies + 1);
}

/* One for each of two consumers of a kind, on the CPU that starts them or another. */
void fast_start(void)
{
	int n;

	WRITE_ONCE(stopped, false);
	for (n = 0; n < ARRAY_SIZE(interrupters); n++) {
		struct interrupter *i = &interrupters[n];

		memset(i, 0, sizeof(*i));
		i->consumer = n < 2 ? &swap_consumers[n] : &leave_consumers[n];
		i->irq = IRQ_WORK_INIT_HARD(interrupt);
		timer_setup(&i->timer, timeout, TIMER_PINNED);
		i->timer.expires = jiffies + 1;
		add_timer_on(&i->timer, cpumask_local_spread(n, NUMA_NO_NODE));
	}
}

void fast_stop(void)
{
	int n;

	WRITE_ONCE(stopped, true);
	for (n = 0; n < ARRAY_SIZE(interrupters); n++) {
		timer_delete_sync(&interrupters[n].timer);
		irq_work_sync(&interrupters[n].irq);
	}
}

void fast_calls(struct torture_calls *sum)
{
	int n;

	for (n = 0; n < ARRAY_SIZE(interrupters); n++) {
		torture_calls_add(sum, &interrupters[n].soft);
		torture_calls_add(sum, &interrupters[n].hard);
	}
}
