// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls through two-way links, in both directions and down again from inside callbacks:
 * from threads, from timers in softirq context, and from interrupts.
 */
#include <linux/delay.h>
#include <linux/irq_work.h>
#include <linux/srcu.h>
#include <linux/timer.h>

#include "torture.h"

#define BATCH		500	/* calls by a thread before it leaves the CPU to others */
#define FEW		20	/* calls by an interrupt */

DEFINE_PER_CPU(struct torture_calls, torture_down);
DEFINE_PER_CPU(struct torture_calls, torture_back);

static void ring(struct broker_link *link, u32 depth)
{
	struct torture_port *port = broker_provider_of(link);
	struct torture_user *user = READ_ONCE(link->priv);

	if (!user)
		torture_failed(FAILED_BEFORE);
	else if (user->port != port)
		torture_failed(FAILED_FOREIGN);
	else if (depth)
		torture_two_way_ops(link)->ring(port, depth);
	else
		torture_ops(link)->call(user->object);
}

void torture_ring(struct torture_consumer *consumer, u32 depth)
{
	struct broker_link *link;

	this_cpu_inc(torture_down.started);
	link = broker_enter(consumer->desc);
	if (!link) {
		this_cpu_inc(torture_down.refused);
		if (consumer->gapless)
			torture_failed(FAILED_LOST);
		return;
	}
	ring(link, depth);
	broker_exit(link);
	this_cpu_inc(torture_down.completed);
}

/* A thread of a consumer; now and then down, back, down and back. */
void ring_step(struct torture_thread *thread)
{
	int i;

	for (i = 0; i < BATCH; i++)
		torture_ring(thread->data, i % 8 ? 0 : 3);
	usleep_range(8000, 12000);
}

/* The events that a provider reports of its own accord, except one event in eight. */
static void tell_all(u32 depth)
{
	int i = srcu_read_lock(&torture_ports_srcu);
	struct torture_port *port;
	unsigned int n = jiffies;

	for_each_torture_port(port) {
		if (++n % 8)
			torture_call_back(port, depth, 0);
		else if (atomic_xchg(&port->asked, 0))
			torture_count(COUNT_DROPPED);
	}
	srcu_read_unlock(&torture_ports_srcu, i);
}

/* A thread of a provider. */
void tell_step(struct torture_thread *thread)
{
	int i;

	for (i = 0; i < 2; i++)
		tell_all(2);
	usleep_range(8000, 12000);
}

/* Calls and callbacks from interrupts of one CPU. */
struct bell {
	struct timer_list timer;
	struct irq_work irq;
	unsigned int next;
};

static struct bell bells[2];
static bool stopped;

static void few_rings(struct bell *bell)
{
	int i;

	for (i = 0; i < FEW; i++)
		torture_ring(&crowd_consumers[bell->next++ % CROWD_CONSUMERS], i % 4);
	for (i = 0; i < PAIR_CONSUMERS; i++)
		torture_ring(&pair_consumers[i], 2);
	torture_count(COUNT_ATOMIC);
}

static void interrupt(struct irq_work *irq)
{
	few_rings(container_of(irq, struct bell, irq));
	tell_all(1);
	plugs_call(1);
}

static void timeout(struct timer_list *timer)
{
	struct bell *bell = container_of(timer, struct bell, timer);

	irq_work_queue(&bell->irq);
	few_rings(bell);
	tell_all(2);
	if (!READ_ONCE(stopped))
		mod_timer(timer, jiffies + 4);
}

void bells_reset(void)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		memset(per_cpu_ptr(&torture_down, cpu), 0, sizeof(struct torture_calls));
		memset(per_cpu_ptr(&torture_back, cpu), 0, sizeof(struct torture_calls));
	}
}

void bells_start(void)
{
	int n;

	WRITE_ONCE(stopped, false);
	for (n = 0; n < ARRAY_SIZE(bells); n++) {
		struct bell *bell = &bells[n];

		bell->irq = IRQ_WORK_INIT_HARD(interrupt);
		timer_setup(&bell->timer, timeout, TIMER_PINNED);
		bell->timer.expires = jiffies + 1;
		add_timer_on(&bell->timer, cpumask_local_spread(n, NUMA_NO_NODE));
	}
}

void bells_stop(void)
{
	int n;

	WRITE_ONCE(stopped, true);
	for (n = 0; n < ARRAY_SIZE(bells); n++) {
		timer_delete_sync(&bells[n].timer);
		irq_work_sync(&bells[n].irq);
	}
}

void bells_calls(struct torture_calls *down, struct torture_calls *back)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		torture_calls_add(down, per_cpu_ptr(&torture_down, cpu));
		torture_calls_add(back, per_cpu_ptr(&torture_back, cpu));
	}
}
