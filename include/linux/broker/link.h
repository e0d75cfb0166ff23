/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Revocable consumers: told when a provider comes and goes, each call between
 * broker_enter() and broker_exit(). Included by consumer.h.
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
};

/* The calls through one link, begun and ended, on one CPU. Never set back. */
struct broker_calls {
	unsigned long entered;
	unsigned long left;
} __no_randomize_layout;

/**
 * struct broker_link - a revocable consumer's connection to a provider
 * @ops: the table, for broker_ops(); NULL once the provider's module is gone
 * @priv: whatever the consumer keeps for this connection; set by its attach
 *	callback, read by its calls and by its detach callback
 * @calls: counters, the broker's
 * @map: what lockdep takes a call for, the broker's
 *
 * Owned by the broker, in memory that stays as long as broker.ko.
 */
struct broker_link {
	const void *ops;
	void *priv;
	struct broker_calls __percpu *calls;
	struct lockdep_map *map;
} __no_randomize_layout;

/**
 * struct broker_consumer - a revocable consumer
 * @size: sizeof(struct broker_consumer) when the module was compiled
 * @min_minor: the oldest minor that will do
 * @flags: BROKER_MOVABLE, BROKER_AUTOLOAD or 0
 * @link: the present link or NULL, written by the broker, read by broker_enter()
 * @contract: of the interface, as the consumer was compiled with it
 * @fallback: table of operations to use where a provider has none, or NULL
 * @owner: the module that this lies in
 * @attach: optional. A provider has come: open on it through @link->ops what is
 *	needed, and keep it in @link->priv. No call goes through the link before
 *	this has returned 0. If it returns an errno the next best provider is
 *	tried, and if there is none the consumer stays as it was, until a provider
 *	comes or goes.
 * @leaving: optional. The provider is about to leave, or a better one has taken
 *	over: no new call goes through @link. Wake up what sleeps in one, through
 *	@link->ops if need be; close nothing, for calls may still be running. Not
 *	called if the provider's module forgot to unregister.
 * @detach: optional. The last call through @link has returned and this is its
 *	only user: close what attach opened, through broker_ops(), but only if
 *	broker_link_alive(). Not called if attach failed.
 *
 * Made by DEFINE_BROKER_CONSUMER(), in the core memory of @owner.
 *
 * The callbacks run in process context, without any lock of the broker's, and
 * may call the broker, load modules and sleep. Those of one consumer never
 * overlap, those of different consumers may. They must not unregister their own
 * consumer or provider, and not wait for a lock that is held around
 * broker_consumer_unregister().
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
} __no_randomize_layout;

/* What DEFINE_BROKER_CONSUMER() leaves to its caller; see __BROKER_ONLY(). */
struct broker_consumer_settable {
	u16 flags;
	const void *fallback;
	int (*attach)(struct broker_consumer *consumer, struct broker_link *link);
	void (*leaving)(struct broker_consumer *consumer, struct broker_link *link);
	void (*detach)(struct broker_consumer *consumer, struct broker_link *link);
};

/**
 * DEFINE_BROKER_CONSUMER() - define a revocable consumer
 * @_symbol: name of the ``struct broker_consumer``
 * @_interface: name of the interface
 * @_min_minor: oldest minor that will do, a constant
 * @...: ``.flags``, ``.fallback``, ``.attach``, ``.leaving`` and ``.detach``, as
 *	``.attach = ring_arrived, .flags = BROKER_MOVABLE``
 *
 * ``BROKER_MOVABLE`` is a statement of the author: all that the consumer derives
 * from a provider is in &broker_link.priv, or there is none. Then a better
 * provider takes over while calls are running, with no moment without one; calls
 * on the old and the new provider overlap during the move. Without it the
 * consumer stays where it is until that provider leaves.
 */
#define DEFINE_BROKER_CONSUMER(_symbol, _interface, _min_minor, ...)	\
	__BROKER_KEEP(_interface##__keep);				\
	__BROKER_REQUIRES(_interface, _min_minor, "revocable", ##__VA_ARGS__); \
	__BROKER_ONLY(struct broker_consumer_settable, ##__VA_ARGS__);	\
	static struct broker_consumer _symbol = {			\
		.size = sizeof(struct broker_consumer),			\
		.min_minor = (_min_minor),				\
		.contract = &_interface##__contract,			\
		.owner = THIS_MODULE,					\
		##__VA_ARGS__						\
	}

/**
 * module_broker_consumer() - a module that does nothing but consume
 * @_symbol: defined with DEFINE_BROKER_CONSUMER()
 *
 * Makes the module's init and exit, so that none can be forgotten.
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

/* Where tests widen the windows that the second look and the drain are for. */
#ifndef broker_enter_delay
#define broker_enter_delay()		do { } while (0)
#endif

/**
 * broker_enter() - begin a call through the present link
 * @consumer: the consumer
 *
 * Until broker_exit() the link, its table and what attach opened stay valid.
 * Keep the link in a local variable; do not store or share it. Test operations
 * that are optional or newer than the minor asked for with broker_has() on this
 * link's table, before each call.
 *
 * The guard has the form of the kernel's SRCU-fast: count in, and look again. A
 * caller that sees the same pointer again has counted in before it was switched,
 * so the drain, which begins after that, waits for the caller. A caller that sees
 * another pointer counts out, and has touched nothing. The counters' memory is
 * the broker's for as long as it is loaded, so counting on a link that has just
 * ended does no harm. look() in broker/engine/drain.c and Documentation/lifetimes.rst
 * explain why that is enough, on x86 and on weakly ordered machines.
 *
 * Context: Any but NMI. RCU must be watching. May be nested; the inner one
 * gives NULL if the link was revoked meanwhile.
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

/**
 * broker_exit() - end a call
 * @link: from broker_enter()
 *
 * Context: The task or interrupt that called broker_enter().
 */
static __always_inline void broker_exit(struct broker_link *link)
{
	lock_map_release(link->map);
	barrier();
	this_cpu_inc(link->calls->left);
}

/**
 * broker_ops() - the table of a link
 * @_link: from broker_enter(), or the argument of a callback
 * @_interface: name of the interface
 *
 * Return: a ``const struct _interface_ops *``.
 */
#define broker_ops(_link, _interface)					\
	((const struct _interface##_ops *)(_link)->ops)

/**
 * broker_link_alive() - may detach call through the link?
 * @link: the argument of the callback
 *
 * Return: false if the provider's module was unloaded without unregistering the
 * provider; its operations must not be called then.
 */
static inline bool broker_link_alive(const struct broker_link *link)
{
	return link->ops;
}

#endif
