/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Links and revocable consumers. A link joins one consumer and one provider. It has two
 * ends: the consumer calls operations through struct broker_link, between broker_enter()
 * and broker_exit(), and the provider calls back through struct broker_peer, between
 * broker_enter_peer() and broker_exit_peer(). Included by consumer.h and provider.h.
 */
#ifndef _LINUX_BROKER_LINK_H
#define _LINUX_BROKER_LINK_H

#include <linux/compiler.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/types.h>
#include <linux/broker/api.h>
#include <linux/broker/interface.h>

/* Not macros, so that the rows in .modinfo have their names. */
enum {
	/* Have modprobe(8) load a provider if none agrees, not even a pending one. */
	BROKER_AUTOLOAD	= 0x0001,
	/* May be moved to a better provider while it is attached to another. */
	BROKER_MOVABLE	= 0x0002,
	/* Calls broker_start_request() on its links. Since 1.1. */
	BROKER_REQUESTS	= 0x0004,
	/* Has a link to the best provider of each instance. Since 1.1. */
	BROKER_EVERY	= 0x0008,
};

/* Calls begun and ended on one CPU, through one end of a link. Never reset. */
struct broker_calls {
	unsigned long entered;
	unsigned long left;
} __no_randomize_layout;

/* Characters in the name of an instance. */
enum { BROKER_INSTANCE_MAX = 40 };

struct broker_peer;

/**
 * struct broker_link - the consumer's end of a link
 * @ops: the table, for broker_ops(); NULL in the detach hook if the provider was
 *	withdrawn, see broker_link_alive()
 * @priv: the consumer's own pointer for this link; set by its attach hook, read by its
 *	calls and its detach hook, and by the provider with broker_user()
 * @calls: counters of the broker
 * @map: lockdep's map that is held during a call, of the broker
 * @peer: the provider's end. Since 1.1: absent for a one-way consumer on a broker of
 *	release 1.0
 * @requests: counters of the broker. Since 1.1, as @peer
 * @live: for a consumer with BROKER_EVERY: @priv while calls may be made, else an address
 *	in the broker. Since 1.1, as @peer
 * @instance: name of the provider's instance, for broker_link_instance(). Since 1.1, as
 *	@peer
 * @replaces: in the attach and ready hooks of a consumer that moves: the link that this
 *	one takes over from; else NULL. Since 1.1, as @peer
 *
 * Owned by the broker, in memory that stays valid as long as broker.ko is loaded.
 */
struct broker_link {
	const void *ops;
	void *priv;
	struct broker_calls __percpu *calls;
	struct lockdep_map *map;
	struct broker_peer *peer;
	struct broker_calls __percpu *requests;
	const void *live;
	const char *instance;
	struct broker_link *replaces;
} __no_randomize_layout;

/**
 * struct broker_peer - the provider's end of a link
 * @live: @priv while callbacks may be called, else an address in the broker
 * @ops: the consumer's callbacks, for broker_callbacks(); NULL once the consumer is
 *	detached
 * @priv: the provider's own pointer for this link, never NULL; set by its attach hook and
 *	fixed when that has returned. The consumer reads it with broker_provider_of() and
 *	passes it to operations
 * @calls: counters of the broker
 * @map: lockdep's map that is held during a callback, of the broker
 * @link: the consumer's end
 * @requests: counters of the broker
 *
 * Owned by the broker, in memory that stays valid as long as broker.ko is loaded. The
 * provider may keep the pointer anywhere.
 */
struct broker_peer {
	const void *live;
	const void *ops;
	void *priv;
	struct broker_calls __percpu *calls;
	struct lockdep_map *map;
	struct broker_link *link;
	struct broker_calls __percpu *requests;
} __no_randomize_layout;

/**
 * struct broker_consumer - a revocable consumer
 * @size: sizeof(struct broker_consumer) when the module was compiled
 * @min_minor: the oldest minor that the consumer accepts
 * @flags: BROKER_MOVABLE, BROKER_AUTOLOAD, BROKER_REQUESTS, BROKER_EVERY or 0
 * @link: the current link or NULL, written by the broker, read by broker_enter()
 * @contract: the interface's contract that the consumer was compiled with
 * @fallback: table of operations to use where a provider has none, or NULL
 * @owner: the module that contains this descriptor
 * @attach: optional. A provider is available: open what the consumer needs on it,
 *	through @link->ops, and store it in @link->priv. No call goes through the link
 *	before this hook has returned 0. If it returns an errno, the next best provider is
 *	tried; if there is none, the consumer stays as it was until a provider becomes
 *	available or leaves. -ENODEV means that the provider has nothing for this consumer:
 *	it is passed over without a line in the log.
 * @leaving: optional. The provider is about to leave, or a better one has taken
 *	over: no new call goes through @link. Wake up calls that sleep, through
 *	@link->ops if necessary. Close nothing, because calls may still be running. Not
 *	called if the provider's module forgot to unregister.
 * @detach: optional. The last call through @link has returned and no callback can begin:
 *	this hook is the only user of @link. Close what attach opened, through broker_ops(),
 *	but only if broker_link_alive(). Not called if attach failed.
 * @callbacks: the functions that the provider calls in this consumer, a table of the
 *	interface's callbacks in the core memory of @owner; NULL if the interface is
 *	one-way. Since 1.1
 * @ready: optional. The link is published: calls and callbacks go through it. Called
 *	at most once, after the provider's ready hook, and not if the link was revoked
 *	meanwhile. Since 1.1
 * @stop: optional. The last call through @link has returned; callbacks may still begin.
 *	Close what makes the provider call back, through @link->ops. Must not wait for a
 *	callback to happen: the provider may have lost that event. Callbacks are revoked
 *	when this hook has returned. Not called if either module forgot to unregister.
 *	Since 1.1
 * @instance: name of the instance of the interface; NULL means the one without a name, or
 *	with BROKER_EVERY all of them. Copied when the consumer is registered. Since 1.1
 *
 * Made by DEFINE_BROKER_CONSUMER() or DEFINE_BROKER_CONSUMER_TWO_WAY(), in the core
 * memory of @owner.
 *
 * These functions are the consumer's hooks. They run in process context, without any
 * lock of the broker held, and may call the broker, load modules and sleep. The hooks of
 * one consumer for one instance never overlap, nor do they overlap the provider's hooks
 * for the same link; other hooks may overlap. A hook must not unregister its own consumer
 * or provider. It must not wait for a lock that is held around
 * broker_consumer_unregister(), or around broker_provider_unregister() of the instance
 * that the hook is called for.
 *
 * A consumer with BROKER_EVERY has a link for each instance of the interface. The links
 * are made and ended as instances become available and leave. Each has its own
 * &broker_link.priv: calls are made with broker_enter_link(), and @link stays NULL. If
 * attach returns 0 and has not set it, there is no link, and detach is not called.
 */
struct broker_consumer {
	u32 size;
	u16 min_minor;
	u16 flags;
	struct broker_link *link;
	const struct broker_contract *contract;
	const void *fallback;
	struct module *owner;
	int (*attach)(struct broker_consumer *consumer, struct broker_link *link);
	void (*leaving)(struct broker_consumer *consumer, struct broker_link *link);
	void (*detach)(struct broker_consumer *consumer, struct broker_link *link);
	const void *callbacks;
	void (*ready)(struct broker_consumer *consumer, struct broker_link *link);
	void (*stop)(struct broker_consumer *consumer, struct broker_link *link);
	const char *instance;
} __no_randomize_layout;

/* The members that the caller of DEFINE_BROKER_CONSUMER() may set; see __BROKER_ONLY(). */
#define __broker_consumer_settable(_interface)				\
	struct {							\
		u16 flags;						\
		const struct _interface##_ops *fallback;		\
		int (*attach)(struct broker_consumer *consumer, struct broker_link *link); \
		void (*leaving)(struct broker_consumer *consumer, struct broker_link *link); \
		void (*detach)(struct broker_consumer *consumer, struct broker_link *link); \
		void (*ready)(struct broker_consumer *consumer, struct broker_link *link); \
		void (*stop)(struct broker_consumer *consumer, struct broker_link *link); \
		const char *instance;					\
	}

/**
 * DEFINE_BROKER_CONSUMER() - define a revocable consumer
 * @_symbol: name of the ``struct broker_consumer``
 * @_interface: name of the interface
 * @_min_minor: oldest minor that the consumer accepts, a constant
 * @...: ``.flags``, ``.fallback``, ``.instance`` and hooks of struct broker_consumer, for
 *	example ``.attach = ring_arrived, .flags = BROKER_MOVABLE``
 *
 * ``BROKER_MOVABLE`` is a statement of the author: all state that the consumer derives
 * from a provider is in &broker_link.priv, or there is no such state. A better provider
 * then takes over while calls are running, and the consumer is never without a provider;
 * calls on the old and the new provider overlap during the move. Without this flag the
 * consumer stays with its provider until that provider leaves.
 */
#define DEFINE_BROKER_CONSUMER(_symbol, _interface, _min_minor, ...)	\
	static_assert(!_interface##__has_callbacks,			\
		      #_interface " calls back: use DEFINE_BROKER_CONSUMER_TWO_WAY()"); \
	__DEFINE_BROKER_CONSUMER(_symbol, _interface, _min_minor, NULL, ##__VA_ARGS__)

/**
 * DEFINE_BROKER_CONSUMER_TWO_WAY() - define a consumer that its provider calls back
 * @_symbol: name of the ``struct broker_consumer``
 * @_interface: name of an interface made by BROKER_INTERFACE_TWO_WAY()
 * @_min_minor: oldest minor that the consumer accepts, a constant
 * @_back: address of a ``struct _interface_callbacks``
 * @...: as in DEFINE_BROKER_CONSUMER()
 */
#define DEFINE_BROKER_CONSUMER_TWO_WAY(_symbol, _interface, _min_minor, _back, ...) \
	static_assert(_interface##__has_callbacks,			\
		      #_interface " does not call back: use DEFINE_BROKER_CONSUMER()"); \
	__DEFINE_BROKER_CONSUMER(_symbol, _interface, _min_minor,	\
				 broker_callbacks_table(_interface, _back), ##__VA_ARGS__)

#define __DEFINE_BROKER_CONSUMER(_symbol, _interface, _min_minor, _table, ...) \
	__BROKER_KEEP(_interface##__keep);				\
	__BROKER_REQUIRES(_symbol, consumer, _interface, _min_minor, "revocable", ##__VA_ARGS__); \
	__BROKER_ONLY(__broker_consumer_settable(_interface), ##__VA_ARGS__); \
	static struct broker_consumer _symbol = {			\
		.size = sizeof(struct broker_consumer),			\
		.min_minor = (_min_minor),				\
		.contract = &_interface##__contract,			\
		.owner = THIS_MODULE,					\
		.callbacks = _table,					\
		##__VA_ARGS__						\
	}

/**
 * module_broker_consumer() - init and exit of a module that only registers a consumer
 * @_symbol: defined with DEFINE_BROKER_CONSUMER() or DEFINE_BROKER_CONSUMER_TWO_WAY()
 *
 * Defines the module's init and exit, so that neither call can be forgotten.
 */
#define module_broker_consumer(_symbol)					\
	static int __init _symbol##_init(void)				\
	{								\
		return broker_consumer_register(&_symbol);		\
	}								\
	module_init(_symbol##_init);					\
	static void __exit _symbol##_exit(void)				\
	{								\
		broker_consumer_unregister(&_symbol);			\
	}								\
	module_exit(_symbol##_exit)

/* Tests use this to widen the race windows that the second look and the drain close. */
#ifndef broker_enter_delay
#define broker_enter_delay()		do { } while (0)
#endif

/**
 * broker_enter() - begin a call through the current link
 * @consumer: the consumer
 *
 * Until broker_exit() the link, its table and everything that attach opened stay valid.
 * Keep the link in a local variable; do not store or share it. Before each call of an
 * operation that is optional or newer than the requested minor, test it with broker_has()
 * on this link's table.
 *
 * The guard has the form of the kernel's SRCU-fast: count in, and look again. A
 * caller that sees the same pointer again has counted in before the pointer was switched,
 * so the drain, which begins after the switch, waits for the caller. A caller that sees
 * another pointer counts out, and has touched nothing. The memory of the counters belongs
 * to the broker for as long as it is loaded, so counting on a link that has just
 * ended does no harm. look() in broker/engine/drain.c and Documentation/lifetimes.rst
 * explain why that is enough, on x86 and on weakly ordered machines.
 *
 * Context: Any but NMI. RCU must be watching. May be nested; the inner call
 * returns NULL if the link was revoked meanwhile.
 * Return: The link, or NULL if there is no provider.
 */
static __always_inline struct broker_link *broker_enter(struct broker_consumer *consumer)
{
	struct broker_link *link = READ_ONCE(consumer->link);

	while (link) {
		struct broker_link *again;

		broker_enter_delay();
		this_cpu_inc(link->calls->entered);
		barrier();
		/* Pairs with broker_link_publish() and broker_link_revoke(). */
		again = smp_load_acquire(&consumer->link);
		if (likely(again == link)) {
			lock_map_acquire_read(link->map);
			return link;
		}
		this_cpu_inc(link->calls->left);
		link = again;
	}
	return NULL;
}

/* The guard of an end for users that have its address and its key. */
static __always_inline bool __broker_enter_end(const void *const *live,
					       struct broker_calls __percpu *const *calls,
					       const void *priv)
{
	/*
	 * Attempts after the revocation do not count, or the drain would see them for ever.
	 * Nothing depends on the value read here, so it is a plain read, in one instruction.
	 */
	if (unlikely(data_race(*live) != priv))
		return false;
	broker_enter_delay();
	this_cpu_inc((*calls)->entered);
	barrier();
	/* Pairs with broker_slot_open() and broker_slot_close(). */
	if (likely(smp_load_acquire(live) == priv))
		return true;
	this_cpu_inc((*calls)->left);
	return false;
}

/**
 * broker_enter_link() - begin a call through a link of a consumer with BROKER_EVERY
 * @link: the argument of the consumer's attach hook
 * @priv: the pointer that this hook stored in &broker_link.priv
 *
 * As broker_enter(), for one of several links. @priv is the key, which opens only the link
 * that it was stored in. The rules for the key of broker_enter_peer() apply: the consumer
 * may keep both pointers in an object of its own, and frees that object when the detach
 * hook has made sure that no thread is between finding it and entering.
 *
 * Context: As broker_enter().
 * Return: true if calls may be made, until broker_exit(). If false, the link is not
 * published yet, or was revoked. In a consumer with BROKER_MOVABLE the ready hook stores
 * the link that replaces another one in its place, and the caller looks there once more.
 */
static __always_inline bool broker_enter_link(struct broker_link *link, const void *priv)
{
	if (!__broker_enter_end(&link->live, &link->calls, priv))
		return false;
	lock_map_acquire_read(link->map);
	return true;
}

/**
 * broker_exit() - end a call
 * @link: from broker_enter(), or passed to broker_enter_link(), which returned true
 *
 * Context: The task or interrupt that began the call.
 */
static __always_inline void broker_exit(struct broker_link *link)
{
	lock_map_release(link->map);
	barrier();
	this_cpu_inc(link->calls->left);
}

/* For lockdep: the drain waits for the end of a request, as it waits for a whole call. */
static __always_inline void __broker_end_request(struct broker_calls __percpu *requests,
						 struct lockdep_map *map)
{
	lock_map_acquire_read(map);
	lock_map_release(map);
	barrier();
	this_cpu_inc(requests->left);
}

/**
 * broker_start_request() - keep a link beyond the call
 * @link: between broker_enter() and broker_exit(), of a consumer with ``BROKER_REQUESTS``
 *
 * For a request that is submitted in a call and completed in another context. Until
 * broker_end_request() the link stays as it is inside a call: detach waits for the
 * request, as long as neither module forgets to unregister. A module that forgets is not
 * protected: its unload waits for calls, but not for requests, which may never be
 * completed. The consumer's detach hook then ends the remaining requests.
 *
 * Requests have their own counters, to be distinguished from calls. The drain sums both.
 * A request is counted before the call in which it starts has left, so a sum that
 * includes that "left" includes the request as well.
 *
 * Context: That of the call.
 */
static __always_inline void broker_start_request(struct broker_link *link)
{
	this_cpu_inc(link->requests->entered);
}

/**
 * broker_end_request() - end a request that broker_start_request() began
 * @link: the same link; must not be used afterwards
 *
 * As with any I/O, the means that hands the request over to the context that ends it
 * orders memory: a lock, a queue, an interrupt.
 *
 * Context: Any but NMI, on any CPU. RCU must be watching.
 */
static __always_inline void broker_end_request(struct broker_link *link)
{
	__broker_end_request(link->requests, link->map);
}

/* Functions, so that the compiler refuses the wrong end. */
static __always_inline const void *__broker_link_ops(const struct broker_link *link)
{
	return link->ops;
}

static __always_inline const void *__broker_peer_ops(const struct broker_peer *peer)
{
	return peer->ops;
}

/**
 * broker_ops() - the table of a link
 * @_link: a link that was entered, or the argument of a hook
 * @_interface: name of the interface
 *
 * Return: a ``const struct _interface_ops *``.
 */
#define broker_ops(_link, _interface)					\
	((const struct _interface##_ops *)__broker_link_ops(_link))

/**
 * broker_provider_of() - the provider's pointer for this link
 * @link: from broker_enter(), or the argument of a hook
 *
 * The pointer that the provider's attach hook stored in &broker_peer.priv: the first
 * argument of most operations of a two-way interface. Only for consumers of such an
 * interface.
 *
 * Return: the pointer, NULL if the provider has no attach hook.
 */
static inline void *broker_provider_of(const struct broker_link *link)
{
	return link->peer->priv;
}

/**
 * broker_link_instance() - the instance that a link leads to
 * @link: the argument of a hook, or a link that was entered
 *
 * The name is valid until the consumer's detach hook has returned, even if the provider's
 * module has been unloaded.
 *
 * Return: the name, "" if the provider has none.
 */
static inline const char *broker_link_instance(const struct broker_link *link)
{
	return link->instance;
}

/**
 * broker_link_alive() - may detach call through the link?
 * @link: the argument of the hook
 *
 * Return: false if the provider's module was unloaded without unregistering the
 * provider, whose operations must then not be called.
 */
static inline bool broker_link_alive(const struct broker_link *link)
{
	return link->ops;
}

/**
 * broker_enter_peer() - begin a callback
 * @peer: the argument of the provider's attach hook
 * @priv: the pointer that this hook stored in &broker_peer.priv
 *
 * Until broker_exit_peer() the consumer's table, its &broker_link.priv and everything that
 * its attach hook opened stay valid.
 *
 * @priv is the key. The memory of @peer stays valid as long as broker.ko is loaded, but
 * serves other links after this one: a thread that still has the pointer has the key of
 * the old link, and cannot enter. The provider may therefore keep both pointers in an
 * object of its own, in any memory. It must free that object only when no thread can be
 * between finding it and entering: remove it from where it is found, and in the detach
 * hook wait for a grace period (or use kfree_rcu()), for synchronize_irq(), or for the
 * lock under which it is found. broker_enter() explains why counting and looking once more
 * is enough.
 *
 * Context: Any but NMI. RCU must be watching. May be nested, also in a call that the
 * consumer makes; the inner call returns false if the callbacks were revoked meanwhile.
 * Return: true if the callbacks may be called. If false, the consumer is not attached yet,
 * or is leaving: the event is lost, and is not delivered later.
 */
static __always_inline bool broker_enter_peer(struct broker_peer *peer, const void *priv)
{
	if (!__broker_enter_end(&peer->live, &peer->calls, priv))
		return false;
	lock_map_acquire_read(peer->map);
	return true;
}

/**
 * broker_exit_peer() - end a callback
 * @peer: passed to broker_enter_peer(), which returned true
 *
 * Context: The task or interrupt that called broker_enter_peer().
 */
static __always_inline void broker_exit_peer(struct broker_peer *peer)
{
	lock_map_release(peer->map);
	barrier();
	this_cpu_inc(peer->calls->left);
}

/**
 * broker_start_peer_request() - keep the provider's end beyond the callback
 * @peer: between broker_enter_peer() and broker_exit_peer()
 *
 * As broker_start_request(), for a request that the provider makes to its consumer. It
 * must be possible to complete the request without a call, because calls are revoked
 * before callbacks; the consumer's stop hook at the latest completes a request that needs
 * a call. If the consumer forgets to unregister, the provider's detach hook ends the
 * remaining requests.
 *
 * Context: That of the callback.
 */
static __always_inline void broker_start_peer_request(struct broker_peer *peer)
{
	this_cpu_inc(peer->requests->entered);
}

/**
 * broker_end_peer_request() - end a request that broker_start_peer_request() began
 * @peer: the same end; must not be used afterwards
 *
 * Context: Any but NMI, on any CPU. RCU must be watching.
 */
static __always_inline void broker_end_peer_request(struct broker_peer *peer)
{
	__broker_end_request(peer->requests, peer->map);
}

/**
 * broker_callbacks() - the callbacks of a link's consumer
 * @_peer: between broker_enter_peer() and broker_exit_peer()
 * @_interface: name of the interface
 *
 * A consumer of an older minor lacks some callbacks: test those that are optional or newer
 * than minor 0 with broker_has().
 *
 * Return: a ``const struct _interface_callbacks *``.
 */
#define broker_callbacks(_peer, _interface)				\
	((const struct _interface##_callbacks *)__broker_peer_ops(_peer))

/**
 * broker_user() - the consumer's pointer for this link
 * @peer: between broker_enter_peer() and broker_exit_peer()
 *
 * Return: the consumer's &broker_link.priv, the first argument of most callbacks.
 */
static inline void *broker_user(const struct broker_peer *peer)
{
	return peer->link->priv;
}

#endif
