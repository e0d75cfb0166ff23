/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a consumer includes, with the header of its interface.
 */
#ifndef _LINUX_BROKER_CONSUMER_H
#define _LINUX_BROKER_CONSUMER_H

#include <linux/err.h>
#include <linux/module.h>
#include <linux/broker/api.h>
#include <linux/broker/interface.h>
#include <linux/broker/link.h>

/**
 * struct broker_request - what a consumer needs
 * @size: sizeof(struct broker_request) when the module was compiled
 * @min_minor: the oldest minor that will do
 * @flags: BROKER_AUTOLOAD or 0
 * @contract: of the interface, as the consumer was compiled with it
 * @fallback: table of operations to use where the provider has none, or NULL
 * @owner: the module that asks
 *
 * Made by broker_get(), constant, in the core memory of @owner.
 */
struct broker_request {
	u32 size;
	u16 min_minor;
	u16 flags;
	const struct broker_contract *contract;
	const void *fallback;
	struct module *owner;
} __no_randomize_layout;

/* What broker_get() leaves to its caller; see __BROKER_ONLY(). */
struct broker_request_settable {
	u16 flags;
	const void *fallback;
};

/**
 * broker_get() - find a provider and pin it
 * @_interface: name of the interface
 * @_min_minor: oldest minor that will do, a constant
 * @_table: address of a ``const struct _interface_ops *``, set on success
 * @...: ``.flags`` and ``.fallback`` of struct broker_request, as
 *	``.flags = BROKER_AUTOLOAD``, ``.fallback = broker_table(_interface, &mine)``
 *
 * Chooses among the providers of the same major those whose contract agrees,
 * and of these the one that an administrator prefers, else the one with the
 * highest priority, and then the largest minor. Until broker_put() its module
 * cannot be unloaded and the operations may be called straight through the
 * table. If the modules are of different minors, or an operation is NULL for
 * which a fallback was given, the table is a copy that is freed by broker_put().
 * Operations newer than @_min_minor and optional ones may be NULL: test them
 * with broker_has().
 *
 * Pinned means for as long as the consumer is loaded: use it for what does not
 * go away. A provider that is still initialising is waited for, at most 30
 * seconds, unless the caller's own module has a provider that is pending.
 *
 * Context: Process context, may sleep. Not under a lock that an operation of
 * the provider or a module's init takes, and not where memory is reclaimed, as
 * in a shrinker.
 * Return: The handle for broker_put(), which the caller owns, or an ERR_PTR():
 *
 * * %-ENOENT - no module provides the interface. An init returns -ENODEV in place
 *   of it: insmod(8) says of -ENOENT that a symbol is unknown
 * * %-EPROTONOSUPPORT - only other majors are provided
 * * %-EOPNOTSUPP - the provider's minor is older than @_min_minor
 * * %-EPROTO - the contracts differ
 * * %-EACCES - the provider or require_signatures=1 does not allow this module
 * * %-ENODEV - the provider's module, or the caller's, is being unloaded, or an
 *   administrator has drained the provider
 * * %-EBUSY - the provider is still initialising
 * * %-ELOOP - the provider depends on the caller's module
 * * %-EINVAL - request, contract or fallback table is malformed
 * * %-E2BIG - request or contract has members that this broker does not know
 * * %-EINTR - a signal came while waiting for the provider or for modprobe(8)
 * * %-ENOMEM
 *
 * But for the last two, one line in the kernel log says why.
 */
#define broker_get(_interface, _min_minor, _table, ...)			\
({									\
	static const struct broker_request __request = {		\
		.size = sizeof(struct broker_request),			\
		.min_minor = (_min_minor),				\
		.contract = &_interface##__contract,			\
		.owner = THIS_MODULE,					\
		##__VA_ARGS__						\
	};								\
	const struct _interface##_ops **__table = (_table);		\
	const void *__found = NULL;					\
	struct broker_handle *__handle = __broker_get(&__request, &__found); \
	static_assert(!_interface##__has_callbacks, #_interface		\
		      " calls back: it cannot be pinned, use DEFINE_BROKER_CONSUMER_TWO_WAY()"); \
	__BROKER_KEEP(_interface##__keep);				\
	__BROKER_REQUIRES(__request, request, _interface, _min_minor, "pinned", ##__VA_ARGS__); \
	__BROKER_ONLY(struct broker_request_settable, ##__VA_ARGS__);	\
									\
	if (!IS_ERR(__handle))						\
		*__table = __found;					\
	__handle;							\
})

/**
 * broker_put() - release what broker_get() gave
 * @_handle: the handle, or NULL
 *
 * The caller must have returned from the last call through the table, and must
 * make no other. A handle that is not this module's, or was put before, gets a
 * line in the kernel log and nothing else happens.
 *
 * Context: Process context, may sleep. Not where memory is reclaimed.
 */
#define broker_put(_handle)	__broker_put(_handle, THIS_MODULE)

#endif
