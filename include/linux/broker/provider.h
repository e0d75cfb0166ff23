/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A provider includes this header and the header of its interface.
 */
#ifndef _LINUX_BROKER_PROVIDER_H
#define _LINUX_BROKER_PROVIDER_H

#include <linux/module.h>
#include <linux/broker/api.h>
#include <linux/broker/interface.h>
#include <linux/broker/link.h>

/* Not macros, so that the rows in .modinfo have their names. */
enum {
	/* Only modules with a valid signature may bind. */
	BROKER_SIGNED_CONSUMERS	= 0x0001,
	/* For a device that may be unplugged: broker_get() is refused, links are not. */
	BROKER_REVOCABLE_ONLY	= 0x0002,
};

/**
 * struct broker_provider - a table of operations, offered to other modules
 * @size: sizeof(struct broker_provider) when the module was compiled
 * @priority: among the providers of one interface the one with the highest priority is
 *	chosen, among equals the one with the larger minor, then the one registered first
 * @flags: BROKER_SIGNED_CONSUMERS, BROKER_REVOCABLE_ONLY or 0
 * @contract: contract of the interface
 * @table: the operations; only ``optional`` ones may be NULL
 * @owner: the module that contains this descriptor and all that it points to
 * @consumers: NULL-terminated names of the modules that may bind; NULL for any module
 * @attach: required if the interface is two-way, else optional. A consumer is available:
 *	allocate the state for it and store the address in @peer->priv. The address must
 *	not be NULL or that of another consumer's state; without it the link is not made,
 *	and detach is not called. Do not call back. On an errno the consumer tries another
 *	provider; -ENODEV is not a failure and leaves no line in the log. Since 1.1
 * @ready: optional. The link is published: callbacks reach the consumer. Called at most
 *	once, before the consumer's ready hook, and not if the link was revoked meanwhile.
 *	Events since attach were not delivered: look for them here. Since 1.1
 * @leaving: optional. No new callback begins. Wake up callbacks that sleep; the consumer's
 *	calls have ended. Not called if either module forgot to unregister. Since 1.1
 * @detach: optional. The consumer is detached and no callback runs: free what attach
 *	allocated. Also called if the consumer's attach hook has failed. Close what a
 *	consumer that forgot to unregister left open. Do not call back. Since 1.1
 * @min_minor: optional. The oldest minor of a consumer that the provider accepts. Set it
 *	to refuse consumers without callbacks that the provider requires. Since 1.1
 * @instance: optional. Distinguishes several providers of an interface, in this module or
 *	others: the name of a device, of up to %BROKER_INSTANCE_MAX printable characters
 *	without blanks. Providers of the same instance compete, those of different
 *	instances do not. The name must not change until the provider is unregistered: copy
 *	the name of a device that may be renamed, such as a network device. Since 1.1
 *
 * Made by DEFINE_BROKER_PROVIDER(). Constant, in the core memory of @owner
 * (neither on the stack nor __initdata). The broker keeps its own state elsewhere.
 *
 * A provider for each device is a copy of such a descriptor, in the device's own state, with
 * @instance set: a descriptor and that name may lie in allocated memory, but nothing
 * else may. Free the copy only when broker_provider_unregister() has returned 0. A
 * descriptor that is freed earlier is detected when its memory has other contents, at the
 * next hook, or when the next device is registered at its address. A provider with
 * @instance, or in allocated memory, cannot be pinned.
 *
 * These functions are the provider's hooks. They run in process context, without any
 * lock of the broker held, and may call the broker, load modules and sleep. Hooks for one
 * link never overlap; hooks for different links may. A provider with an attach hook
 * cannot be pinned.
 */
struct broker_provider {
	u32 size;
	s16 priority;
	u16 flags;
	const struct broker_contract *contract;
	const void *table;
	struct module *owner;
	const char *const *consumers;
	int (*attach)(const struct broker_provider *provider, struct broker_peer *peer);
	void (*ready)(const struct broker_provider *provider, struct broker_peer *peer);
	void (*leaving)(const struct broker_provider *provider, struct broker_peer *peer);
	void (*detach)(const struct broker_provider *provider, struct broker_peer *peer);
	u16 min_minor;
	const char *instance;
} __no_randomize_layout;

/* The members that the caller of DEFINE_BROKER_PROVIDER() may set; see __BROKER_ONLY(). */
struct broker_provider_settable {
	s16 priority;
	u16 flags;
	const char *const *consumers;
	int (*attach)(const struct broker_provider *provider, struct broker_peer *peer);
	void (*ready)(const struct broker_provider *provider, struct broker_peer *peer);
	void (*leaving)(const struct broker_provider *provider, struct broker_peer *peer);
	void (*detach)(const struct broker_provider *provider, struct broker_peer *peer);
	u16 min_minor;
	const char *instance;
};

/**
 * DEFINE_BROKER_PROVIDER() - define a provider
 * @_symbol: name of the ``struct broker_provider``
 * @_interface: name of the interface
 * @_table: address of a ``struct _interface_ops``
 * @...: ``.priority``, ``.flags``, ``.consumers``, ``.min_minor``, ``.instance`` and hooks
 *	of struct broker_provider, for example ``.priority = 10``
 *
 * Writes the contract, the members in @... and the alias ``broker:_interface-MAJOR``
 * into the module's .modinfo, so that the module can be found by the interface's name
 * and checked before it is loaded. This requires that @... are constants, that an attach
 * hook is static, and that a list of consumers and an instance are written in place:
 * ``.consumers = (const char *const []){ "foo", NULL }``.
 */
#define DEFINE_BROKER_PROVIDER(_symbol, _interface, _table, ...)	\
	__BROKER_KEEP(_interface##__keep);				\
	__BROKER_KEEP(_interface##__alias);				\
	__BROKER_PROVIDES(_symbol, _interface, ##__VA_ARGS__);		\
	__BROKER_ONLY(struct broker_provider_settable, ##__VA_ARGS__);	\
	static const struct broker_provider _symbol = {			\
		.size = sizeof(struct broker_provider),			\
		.contract = &_interface##__contract,			\
		.table = broker_table(_interface, _table),		\
		.owner = THIS_MODULE,					\
		##__VA_ARGS__						\
	}

/**
 * module_broker_provider() - init and exit of a module that only registers a provider
 * @_symbol: defined with DEFINE_BROKER_PROVIDER()
 *
 * Defines the module's init and exit, so that neither call can be forgotten.
 */
#define module_broker_provider(_symbol)					\
	static int __init _symbol##_init(void)				\
	{								\
		return broker_provider_register(&_symbol);		\
	}								\
	module_init(_symbol##_init);					\
	static void __exit _symbol##_exit(void)				\
	{								\
		broker_provider_unregister(&_symbol);			\
	}								\
	module_exit(_symbol##_exit)

#endif
