// SPDX-License-Identifier: GPL-2.0-only
/*
 * Providers whose every operation checks whether it may be called: not after
 * unregister has returned, and only with an open object of its own.
 */
#include <linux/delay.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "torture.h"

#define LIVE		0x11fe11fe
#define POISON		0xdeaddead
#define OBJECT_OPEN	0x09e40b1e
#define OBJECT_CLOSED	0xc105ed0b

/* The object that attach opens and detach closes. */
struct torture_object {
	u32 magic;
	u32 generation;
	struct torture_provider *provider;
	atomic_t naps;
};

/* Closed objects are kept a while, so that a late call finds them closed. */
static void *closed[4096];
static unsigned int next_closed;
static DEFINE_SPINLOCK(closed_lock);

void torture_keep(void *object)
{
	void *oldest;

	spin_lock_bh(&closed_lock);
	oldest = closed[next_closed];
	closed[next_closed] = object;
	next_closed = (next_closed + 1) % ARRAY_SIZE(closed);
	spin_unlock_bh(&closed_lock);
	kfree(oldest);
}

void torture_objects_free(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(closed); i++) {
		kfree(closed[i]);
		closed[i] = NULL;
	}
}

bool torture_provider_lives(const struct torture_provider *provider)
{
	return READ_ONCE(provider->magic) == LIVE;
}

static void check(struct torture_provider *provider, const struct torture_object *object)
{
	if (!torture_provider_lives(provider))
		torture_failed(FAILED_POISONED);
	else if (READ_ONCE(object->magic) != OBJECT_OPEN)
		torture_failed(FAILED_CLOSED);
	else if (object->provider != provider)
		torture_failed(FAILED_FOREIGN);
	else if (object->generation != READ_ONCE(provider->generation))
		torture_failed(FAILED_STALE);
}

static int object_open(struct torture_provider *provider, struct torture_object **object)
{
	struct torture_object *new;

	if (!torture_provider_lives(provider))
		torture_failed(FAILED_POISONED);
	new = kzalloc(sizeof(*new), GFP_KERNEL);
	if (!new)
		return -ENOMEM;
	new->magic = OBJECT_OPEN;
	new->generation = READ_ONCE(provider->generation);
	new->provider = provider;
	atomic_inc(&provider->open);
	*object = new;
	return 0;
}

static void object_close(struct torture_provider *provider, struct torture_object *object)
{
	check(provider, object);
	if (atomic_read(&object->naps))
		torture_failed(FAILED_INSIDE);
	WRITE_ONCE(object->magic, OBJECT_CLOSED);
	atomic_dec(&provider->open);
	torture_keep(object);
}

static void object_call(struct torture_provider *provider, struct torture_object *object)
{
	check(provider, object);
	barrier();
	check(provider, object);
}

static void object_nap(struct torture_provider *provider, struct torture_object *object, u32 ms)
{
	check(provider, object);
	atomic_inc(&provider->naps);
	atomic_inc(&object->naps);
	msleep(ms);
	atomic_dec(&object->naps);
	atomic_dec(&provider->naps);
	check(provider, object);
	torture_count(COUNT_NAPS);
}

/* Each provider has operations of its own, which refer to that provider. */
#define TORTURE_OPERATIONS(_name, _provider)				\
static int _name##_open(struct torture_object **object)			\
{									\
	return object_open(_provider, object);				\
}									\
static void _name##_close(struct torture_object *object)		\
{									\
	object_close(_provider, object);				\
}									\
static void _name##_call(struct torture_object *object)			\
{									\
	object_call(_provider, object);					\
}									\
static void _name##_nap(struct torture_object *object, u32 ms)		\
{									\
	object_nap(_provider, object, ms);				\
}

#define TORTURE_PROVIDER(_name, _interface, _provider, _priority)	\
TORTURE_OPERATIONS(_name, _provider)					\
static const struct _interface##_ops _name##_ops = {			\
	.open = _name##_open,						\
	.close = _name##_close,						\
	.call = _name##_call,						\
	.nap = _name##_nap,						\
};									\
DEFINE_BROKER_PROVIDER(_name, _interface, &_name##_ops, .priority = (_priority))

/* Functions that the module's rows refer to must be static. */
static int port_attach(const struct broker_provider *desc, struct broker_peer *peer)
{
	return torture_port_attach(desc, peer);
}

#define TORTURE_TWO_WAY_PROVIDER(_name, _interface, _provider, _priority) \
TORTURE_OPERATIONS(_name, _provider)					\
static void _name##_ring(struct torture_port *port, u32 depth)		\
{									\
	torture_port_ring(_provider, port, depth);			\
}									\
static const struct _interface##_ops _name##_ops = {			\
	.open = _name##_open,						\
	.close = _name##_close,						\
	.call = _name##_call,						\
	.nap = _name##_nap,						\
	.ring = _name##_ring,						\
};									\
DEFINE_BROKER_PROVIDER(_name, _interface, &_name##_ops, .priority = (_priority), \
		       .attach = port_attach, .ready = torture_port_ready, \
		       .leaving = torture_port_leaving, .detach = torture_port_detach)

TORTURE_PROVIDER(swap_0, torture_swap, &swap_providers[0], 0);
TORTURE_PROVIDER(swap_1, torture_swap, &swap_providers[1], 10);
TORTURE_PROVIDER(swap_2, torture_swap, &swap_providers[2], 20);
TORTURE_PROVIDER(leave_0, torture_leave, &leave_providers[0], 0);
TORTURE_PROVIDER(leave_1, torture_leave, &leave_providers[1], 10);
TORTURE_PROVIDER(leave_2, torture_leave, &leave_providers[2], 10);
TORTURE_PROVIDER(idle_0, torture_idle, &idle_providers[0], 0);
TORTURE_PROVIDER(idle_1, torture_idle, &idle_providers[1], 10);
TORTURE_PROVIDER(idle_2, torture_idle, &idle_providers[2], 5);
TORTURE_TWO_WAY_PROVIDER(pair_0, torture_pair, &pair_providers[0], 0);
TORTURE_TWO_WAY_PROVIDER(pair_1, torture_pair, &pair_providers[1], 10);
TORTURE_TWO_WAY_PROVIDER(pair_2, torture_pair, &pair_providers[2], 10);
TORTURE_TWO_WAY_PROVIDER(crowd_0, torture_crowd, &crowd_providers[0], 0);
TORTURE_TWO_WAY_PROVIDER(crowd_1, torture_crowd, &crowd_providers[1], 10);

struct torture_provider swap_providers[] = { { &swap_0 }, { &swap_1 }, { &swap_2 } };
struct torture_provider leave_providers[] = { { &leave_0 }, { &leave_1 }, { &leave_2 } };
struct torture_provider idle_providers[] = { { &idle_0 }, { &idle_1 }, { &idle_2 } };
struct torture_provider pair_providers[] = { { &pair_0 }, { &pair_1 }, { &pair_2 } };
struct torture_provider crowd_providers[] = { { &crowd_0 }, { &crowd_1 } };

/* Before it is registered: from now on it may be called. */
void torture_arm(struct torture_provider *provider)
{
	WRITE_ONCE(provider->generation, provider->generation + 1);
	WRITE_ONCE(provider->magic, LIVE);
}

/* After unregister has returned: no call is in progress, nothing is open. */
void torture_disarm(struct torture_provider *provider)
{
	if (atomic_read(&provider->naps))
		torture_failed(FAILED_INSIDE);
	if (atomic_read(&provider->open))
		torture_failed(FAILED_UNCLOSED);
	WRITE_ONCE(provider->magic, POISON);
}

void torture_provide(struct torture_provider *provider)
{
	torture_arm(provider);
	torture_expect(broker_provider_register(provider->desc), 0);
}

void torture_withdraw(struct torture_provider *provider)
{
	torture_expect(broker_provider_unregister(provider->desc), 0);
	torture_disarm(provider);
}
