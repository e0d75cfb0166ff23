/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Declarations shared by the files of broker_torture.ko. The module provides
 * and consumes interfaces of its own, so that it can check both ends:
 *
 *	swap	always provided, by one of three that replace each other
 *	leave	provided now and then; its consumers are also registered now and then
 *	idle	provided, without a consumer
 *	void	consumed, without a provider
 *	pair	as leave, with links that call both ways
 *	crowd	as swap, with links that call both ways, and many of them
 *	plug	instances that are plugged and unplugged; in plug.c alone
 */
#ifndef _BROKER_TORTURE_H
#define _BROKER_TORTURE_H

#include <linux/atomic.h>
#include <linux/irq_work.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/random.h>
#include <linux/rculist.h>
#include <linux/srcu.h>
#include <linux/types.h>

#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

/* 7a9f50a05843 ("irq_work: Cleanup"), 5.11 */
#ifndef IRQ_WORK_INIT_HARD
#define IRQ_WORK_INIT_HARD(function)					\
	((struct irq_work){ .flags = ATOMIC_INIT(IRQ_WORK_HARD_IRQ), .func = (function) })
#endif

struct torture_object;	/* that a consumer has opened at its provider */
struct torture_port;	/* that a provider keeps for a two-way link */
struct torture_user;	/* that a consumer keeps for one */

#define TORTURE_OPS(OP)							\
	OP(0, sleep,  int,  open,  (struct torture_object **object))	\
	OP(0, sleep,  void, close, (struct torture_object *object))	\
	OP(0, atomic, void, call,  (struct torture_object *object))	\
	OP(0, sleep,  void, nap,   (struct torture_object *object, u32 ms))
BROKER_INTERFACE(torture_swap, 1, TORTURE_OPS);
BROKER_INTERFACE(torture_leave, 1, TORTURE_OPS);
BROKER_INTERFACE(torture_idle, 1, TORTURE_OPS);
BROKER_INTERFACE(torture_void, 1, TORTURE_OPS);

/* "ring" calls back, and the callback rings again, until @depth is used up. */
#define TORTURE_TWO_WAY_OPS(OP)						\
	TORTURE_OPS(OP)							\
	OP(0, atomic, void, ring, (struct torture_port *port, u32 depth))
#define TORTURE_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, rung,					\
		 (struct torture_user *user, struct torture_port *port, u32 depth)) \
	CALLBACK(0, sleep, void, nap,					\
		 (struct torture_user *user, struct torture_port *port, u32 ms))
BROKER_INTERFACE_TWO_WAY(torture_pair, 1, TORTURE_TWO_WAY_OPS, TORTURE_CALLBACKS);
BROKER_INTERFACE_TWO_WAY(torture_crowd, 1, TORTURE_TWO_WAY_OPS, TORTURE_CALLBACKS);

/* The interfaces begin with the same operations, so one type will do for calls. */
#define torture_ops(_link)		broker_ops(_link, torture_swap)
#define torture_two_way_ops(_link)	broker_ops(_link, torture_pair)
#define torture_callbacks(_peer)	broker_callbacks(_peer, torture_pair)

/* main.c: counts, and threads */

enum torture_failure {
	FAILED_POISONED,	/* called after unregister had returned */
	FAILED_BEFORE,		/* a link that attach has not opened anything on */
	FAILED_CLOSED,		/* called with an object that detach has closed */
	FAILED_STOPPED,		/* called after stop had begun */
	FAILED_BACK_CLOSED,	/* called back after detach had begun, or before attach */
	FAILED_BACK_POISONED,	/* called back after the consumer was unregistered */
	FAILED_FOREIGN,		/* called with another provider's object */
	FAILED_BACK_FOREIGN,	/* called back for another link */
	FAILED_STALE,		/* called with an object of an earlier registration */
	FAILED_INSIDE,		/* closed, or unregistered, with a call inside */
	FAILED_UNCLOSED,	/* unregister returned with an object open */
	FAILED_LOST,		/* no provider, while it was only replaced */
	FAILED_OVERLAP,		/* two hooks of one consumer or link at a time */
	FAILED_LATE,		/* hook of an unregistered consumer */
	FAILED_ORDER,		/* more attached than there may be, or less; wrong hook */
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
	COUNT_PORTS,		/* attach hooks of providers that succeeded */
	COUNT_RELEASES,		/* detach hooks of providers */
	COUNT_LINKS,		/* two-way links that were made and unmade */
	COUNT_PLUGS,		/* instances plugged and unplugged */
	COUNT_EVERY_LINKS,	/* links of consumers of all instances, made and unmade */
	COUNT_DROPPED,		/* events that a provider did not tell, on purpose */
	COUNT_PAIRS,		/* registered and unregistered, with no consumer attached */
	COUNT_LINKED_PAIRS,	/* the same where a consumer may have been attached */
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

/* Through two-way links, from any context. */
DECLARE_PER_CPU(struct torture_calls, torture_down);
DECLARE_PER_CPU(struct torture_calls, torture_back);

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

/* True once in @n calls. */
static inline bool one_in(u32 n)
{
	return !(get_random_u32() % n);
}

/* provider.c: providers that know when they must not be called */

/**
 * struct torture_provider - a provider
 * @desc: its descriptor
 * @magic: poisoned while it is not registered
 * @generation: counts registrations
 * @open: objects that are open, and ports
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
enum { PAIR_PROVIDERS = 3, CROWD_PROVIDERS = 2 };
extern struct torture_provider pair_providers[PAIR_PROVIDERS];
extern struct torture_provider crowd_providers[CROWD_PROVIDERS];

void torture_provide(struct torture_provider *provider);
void torture_withdraw(struct torture_provider *provider);
void torture_disarm(struct torture_provider *provider);
void torture_arm(struct torture_provider *provider);
bool torture_provider_lives(const struct torture_provider *provider);
void torture_keep(void *closed);
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
enum { PAIR_CONSUMERS = 6, CROWD_CONSUMERS = 96 };
extern struct torture_consumer pair_consumers[PAIR_CONSUMERS];
extern struct torture_consumer crowd_consumers[CROWD_CONSUMERS];

void torture_consume(struct torture_consumer *consumer);
void torture_leave_alone(struct torture_consumer *consumer);
void consumer_arm(struct torture_consumer *consumer);
void consumer_disarm(struct torture_consumer *consumer);
unsigned int torture_links_sum(u64 *entered);
struct torture_consumer *torture_hook_begin(const struct broker_consumer *desc);
void torture_hook_end(struct torture_consumer *consumer);
void torture_misbehave(struct torture_consumer *consumer);
int torture_link_begin(struct torture_consumer *consumer, struct broker_link *link);
void torture_link_end(struct torture_consumer *consumer, int before);
void torture_link_gone(struct torture_consumer *consumer);

/* port.c: the providers' end of two-way links */

/* The hooks of a two-way link, in the order in which they are called. */
enum torture_stage {
	STAGE_NONE,
	STAGE_PROVIDER_ATTACH,
	STAGE_ATTACH,
	STAGE_PROVIDER_READY,
	STAGE_READY,
	STAGE_LEAVING,
	STAGE_STOP,
	STAGE_PROVIDER_LEAVING,
	STAGE_DETACH,
	STAGE_PROVIDER_DETACH,
};

/**
 * struct torture_port - what a provider keeps for a two-way link
 * @magic: poisoned when detach has closed it
 * @stage: the last hook that was called for the link
 * @hooks: that run, of both sides
 * @asked: events that a call has requested
 * @peer: the provider's end
 * @provider: that the port belongs to
 * @generation: of the provider
 * @node: in the list of all ports
 * @rcu: for the grace period after which it is kept for a while
 */
struct torture_port {
	u32 magic;
	enum torture_stage stage;
	atomic_t hooks;
	atomic_t asked;
	struct broker_peer *peer;
	struct torture_provider *provider;
	u32 generation;
	struct list_head node;
	struct rcu_head rcu;
};

bool torture_is_of_pair(const struct torture_port *port);

extern struct list_head torture_ports;
extern struct srcu_struct torture_ports_srcu;

/* All ports, also those of links that are being made or unmade. */
#define for_each_torture_port(_port)					\
	list_for_each_entry_srcu(_port, &torture_ports, node,		\
				 srcu_read_lock_held(&torture_ports_srcu))

void torture_stage_begin(struct torture_port *port, enum torture_stage stage);
void torture_stage_end(struct torture_port *port);
void torture_port_ring(struct torture_provider *provider, struct torture_port *port, u32 depth);
int torture_port_attach(const struct broker_provider *desc, struct broker_peer *peer);
void torture_port_ready(const struct broker_provider *desc, struct broker_peer *peer);
void torture_port_leaving(const struct broker_provider *desc, struct broker_peer *peer);
void torture_port_detach(const struct broker_provider *desc, struct broker_peer *peer);

/* user.c: the consumers' end of two-way links */

/**
 * struct torture_user - what a consumer keeps for a two-way link
 * @magic: poisoned when detach has closed it
 * @object: what attach has opened; closed by stop or by detach
 * @port: the provider's
 * @consumer: that it belongs to
 * @naps: callbacks that sleep inside
 */
struct torture_user {
	u32 magic;
	struct torture_object *object;
	struct torture_port *port;
	struct torture_consumer *consumer;
	atomic_t naps;
};

void crowd_init(void);

static inline bool torture_is_two_way(const struct torture_consumer *consumer)
{
	return consumer->desc->callbacks;
}

/* The object that attach has opened on an entered link, or NULL, which is counted. */
static inline struct torture_object *torture_object(const struct torture_consumer *consumer,
						    const struct broker_link *link)
{
	void *priv = READ_ONCE(link->priv);

	if (!priv)
		torture_failed(FAILED_BEFORE);
	else if (torture_is_two_way(consumer))
		return ((struct torture_user *)priv)->object;
	return priv;
}

/* Here, so that slow.c has it with a guard of its own. */
static __always_inline void torture_call_back(struct torture_port *port, u32 depth, u32 ms)
{
	struct broker_peer *peer = port->peer;

	this_cpu_inc(torture_back.started);
	if (!broker_enter_peer(peer, port)) {
		this_cpu_inc(torture_back.refused);
		return;
	}
	if (ms)
		torture_callbacks(peer)->nap(broker_user(peer), port, ms);
	else
		torture_callbacks(peer)->rung(broker_user(peer), port, depth);
	broker_exit_peer(peer);
	this_cpu_inc(torture_back.completed);
}

/* bell.c: calls in both directions, from threads and interrupts */

void torture_ring(struct torture_consumer *consumer, u32 depth);
void ring_step(struct torture_thread *thread);
void tell_step(struct torture_thread *thread);
void bells_reset(void);
void bells_start(void);
void bells_stop(void);
void bells_calls(struct torture_calls *down, struct torture_calls *back);

/* plug.c: instances, and consumers of all of them */

enum { PLUGS = 8, PLUGGERS = 6 };

struct plug;

struct torture_plugs {
	struct plug *plugs[PLUGS];
};

extern struct torture_plugs torture_plugs[PLUGGERS];

void plug_step(struct torture_thread *thread);
void every_step(struct torture_thread *thread);
void plugs_step(struct torture_thread *thread);
void plugs_call(u32 depth);
void plugs_start(void);
void plugs_stop(void);

/* fast.c: short calls, from tasks and from interrupts */

void fast_step(struct torture_thread *thread);
void fast_start(void);
void fast_stop(void);
void fast_calls(struct torture_calls *sum);

/* slow.c: calls that sleep, inside and while entering */

void slow_step(struct torture_thread *thread);
void slow_tell_step(struct torture_thread *thread);

/* writer.c: registering and unregistering */

/* Providers that replace each other, and the one that is registered. */
struct torture_swap {
	struct torture_provider *providers;
	unsigned int count;
	unsigned int present;
	u32 pause;		/* ms between two of them, at most */
};

extern struct torture_swap torture_swap, torture_crowd;

void swap_step(struct torture_thread *thread);
void leave_step(struct torture_thread *thread);
void consumer_step(struct torture_thread *thread);
void idle_step(struct torture_thread *thread);
void void_step(struct torture_thread *thread);
void residents_start(void);
void residents_stop(void);

/* race.c: unregistering an object that another thread unregisters at the same time */

struct torture_rivals {
	struct torture_provider *provider;
	struct torture_consumer *consumer;
};

void race_step(struct torture_thread *thread);

#endif
