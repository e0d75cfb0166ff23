/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of broker_torture.ko know of each other. The module provides
 * and consumes interfaces of its own, so that it can check both ends:
 *
 *	swap	always provided, by one of three that replace each other
 *	leave	provided now and then; its consumers come and go as well
 *	idle	provided, but nobody wants it
 *	void	wanted, but nobody provides it
 */
#ifndef _BROKER_TORTURE_H
#define _BROKER_TORTURE_H

#include <linux/atomic.h>
#include <linux/kthread.h>
#include <linux/random.h>
#include <linux/types.h>

#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

struct torture_object;

#define TORTURE_OPS(OP)							\
	OP(0, sleep,  int,  open,  (struct torture_object **object))	\
	OP(0, sleep,  void, close, (struct torture_object *object))	\
	OP(0, atomic, void, call,  (struct torture_object *object))	\
	OP(0, sleep,  void, nap,   (struct torture_object *object, u32 ms))
BROKER_INTERFACE(torture_swap, 1, TORTURE_OPS);
BROKER_INTERFACE(torture_leave, 1, TORTURE_OPS);
BROKER_INTERFACE(torture_idle, 1, TORTURE_OPS);
BROKER_INTERFACE(torture_void, 1, TORTURE_OPS);

/* The interfaces have the same operations, so one type will do to call them. */
#define torture_ops(_link)	broker_ops(_link, torture_swap)

/* main.c: counts, and threads */

enum torture_failure {
	FAILED_POISONED,	/* called after unregister had returned */
	FAILED_BEFORE,		/* a link that attach has not opened anything on */
	FAILED_CLOSED,		/* called with an object that detach has closed */
	FAILED_FOREIGN,		/* called with another provider's object */
	FAILED_STALE,		/* called with an object of an earlier registration */
	FAILED_INSIDE,		/* closed, or unregistered, with a call inside */
	FAILED_UNCLOSED,	/* unregister returned with an object open */
	FAILED_LOST,		/* no provider, while it was only replaced */
	FAILED_OVERLAP,		/* two hooks of one consumer at a time */
	FAILED_LATE,		/* hook of an unregistered consumer */
	FAILED_ORDER,		/* more attached than there may be, or less */
	FAILED_ERRNO,		/* something else returned than had to be */
	FAILED_UNBALANCED,	/* entered != left, or calls unaccounted for */
	TORTURE_FAILURES
};

enum torture_count {
	COUNT_DELAYED,		/* slept between the first look and the count */
	COUNT_NAPS,		/* calls that slept */
	COUNT_ATOMIC,		/* calls from softirq and hard irq context */
	COUNT_ATTACHES,
	COUNT_MOVES,		/* attaches while attached to another */
	COUNT_REFUSED_ATTACHES,	/* attach hooks that failed on purpose */
	COUNT_DETACHES,
	COUNT_PAIRS,		/* registered and unregistered, with nobody attached */
	COUNT_LINKED_PAIRS,	/* the same where somebody may have been */
	COUNT_RACES,		/* unregistered twice at once */
	COUNT_DEADLOCKS,	/* refused with -EDEADLK, rightly */
	TORTURE_COUNTS
};

/* Each has one writer, and is read at any time. */
struct torture_calls {
	u64 started;
	u64 completed;
	u64 refused;
};

static inline void torture_add_one(u64 *count)
{
	WRITE_ONCE(*count, *count + 1);
}

/**
 * struct torture_thread - one of the threads
 * @name: for ps(1)
 * @step: called over and over; returns soon, but may sleep
 * @finish: leaves nothing registered, or NULL
 * @data: the step's
 * @calls: what it has called
 * @beat: when it began its last step
 * @task: the thread
 */
struct torture_thread {
	const char *name;
	void (*step)(struct torture_thread *thread);
	void (*finish)(struct torture_thread *thread);
	void *data;
	struct torture_calls calls;
	unsigned long beat;
	struct task_struct *task;
};

void torture_failed(enum torture_failure failure);
void torture_count(enum torture_count count);
u64 torture_counted(enum torture_count count);
void torture_calls_add(struct torture_calls *sum, const struct torture_calls *calls);
void torture_expect(int ret, int expected);

/* True once in @n times. */
static inline bool one_in(u32 n)
{
	return !(get_random_u32() % n);
}

/* What attach has opened on a link that was entered, or NULL, which is counted. */
static inline struct torture_object *torture_object(const struct broker_link *link)
{
	struct torture_object *object = READ_ONCE(link->priv);

	if (!object)
		torture_failed(FAILED_BEFORE);
	return object;
}

/* provider.c: providers that know when they must not be called */

/**
 * struct torture_provider - a provider
 * @desc: its descriptor
 * @magic: poisoned while it is not registered
 * @generation: counts registrations
 * @open: objects that are open
 * @naps: calls that sleep inside
 */
struct torture_provider {
	const struct broker_provider *desc;
	u32 magic;
	u32 generation;
	atomic_t open;
	atomic_t naps;
};

enum { SWAP_PROVIDERS = 3, LEAVE_PROVIDERS = 3, IDLE_PROVIDERS = 3 };
extern struct torture_provider swap_providers[SWAP_PROVIDERS];	/* the best last */
extern struct torture_provider leave_providers[LEAVE_PROVIDERS];
extern struct torture_provider idle_providers[IDLE_PROVIDERS];

void torture_provide(struct torture_provider *provider);
void torture_withdraw(struct torture_provider *provider);
void torture_disarm(struct torture_provider *provider);
void torture_arm(struct torture_provider *provider);
void torture_objects_free(void);

/* consumer.c: consumers that count their links */

/**
 * struct torture_consumer - a consumer
 * @desc: its descriptor
 * @gapless: it is never unregistered, and its provider is only replaced
 * @armed: it is registered
 * @hooks: that run
 * @links: attached, and not yet detached
 */
struct torture_consumer {
	struct broker_consumer *desc;
	bool gapless;
	bool armed;
	atomic_t hooks;
	atomic_t links;
};

enum { SWAP_CONSUMERS = 2, LEAVE_CONSUMERS = 6, VOID_CONSUMERS = 1 };
extern struct torture_consumer swap_consumers[SWAP_CONSUMERS];
extern struct torture_consumer leave_consumers[LEAVE_CONSUMERS];
extern struct torture_consumer void_consumers[VOID_CONSUMERS];

void torture_consume(struct torture_consumer *consumer);
void torture_leave_alone(struct torture_consumer *consumer);
void consumer_arm(struct torture_consumer *consumer);
void consumer_disarm(struct torture_consumer *consumer);
unsigned int torture_links_sum(u64 *entered);

/* fast.c: short calls, from tasks and from interrupts */

void fast_step(struct torture_thread *thread);
void fast_start(void);
void fast_stop(void);
void fast_calls(struct torture_calls *sum);

/* slow.c: calls that sleep, inside and on their way in */

void slow_step(struct torture_thread *thread);

/* writer.c: registering and unregistering */

void swap_step(struct torture_thread *thread);
void leave_step(struct torture_thread *thread);
void consumer_step(struct torture_thread *thread);
void idle_step(struct torture_thread *thread);
void void_step(struct torture_thread *thread);
void residents_start(void);
void residents_stop(void);

/* race.c: unregistering what somebody else unregisters at the same time */

void race_step(struct torture_thread *thread);

#endif
