/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A consumer includes this header and the header of its interface.
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
 * @min_minor: the oldest minor that the consumer accepts
 * @flags: BROKER_AUTOLOAD or 0
 * @contract: the interface's contract that the consumer was compiled with
 * @fallback: table of operations to use where the provider has none, or NULL
 * @owner: the requesting module
 *
 * Made by broker_get(). Constant, in the core memory of @owner.
 */
struct broker_request {
	u32 size;
	u16 min_minor;
	u16 flags;
	const struct broker_contract *contract;
	const void *fallback;
	struct module *owner;
} __no_randomize_layout;

/* The members that the caller of broker_get() may set; see __BROKER_ONLY(). */
#define __broker_request_settable(_interface)				\
	struct {							\
		u16 flags;						\
		const struct _interface##_ops *fallback;		\
	}

/**
 * broker_get() - find a provider and pin it
 * @_interface: name of the interface
 * @_min_minor: oldest minor that the caller accepts, a constant
 * @_table: address of a ``const struct _interface_ops *``, set on success
 * @...: ``.flags`` and ``.fallback`` of struct broker_request, for example
 *	``.flags = BROKER_AUTOLOAD``, ``.fallback = broker_table(_interface, &mine)``
 *
 * Considers the providers of the same major whose contract agrees. Of these it
 * chooses the one that an administrator prefers, else the one with the highest
 * priority, and among equal priorities the one with the largest minor. Until
 * broker_put() the provider's module cannot be unloaded, and the operations may be
 * called directly through the table. If the provider's table is shorter than the
 * consumer's, or an operation for which a fallback was given is NULL, the table is a
 * copy that broker_put() frees. Operations that are optional or newer than @_min_minor may be
 * NULL: test them with broker_has().
 *
 * A pin is meant to last for as long as the consumer is loaded: do not pin a provider
 * of something that can be unplugged. broker_get() waits for a provider that is still
 * initialising, at most 30 seconds, unless the caller's own module has a pending
 * provider.
 *
 * Context: Process context, may sleep. Not under a lock that an operation of
 * the provider or a module's init takes, and not in memory reclaim, such as in a
 * shrinker.
 * Return: The handle for broker_put(), which the caller owns, or an ERR_PTR():
 *
 * * %-ENOENT - no module provides the interface. An init should return -ENODEV
 *   instead: insmod(8) reports -ENOENT as an unknown symbol
 * * %-EPROTONOSUPPORT - only other majors are provided
 * * %-EOPNOTSUPP - the provider's minor is older than @_min_minor, or the consumer's is
 *   older than the provider accepts
 * * %-EPROTO - the contracts differ
 * * %-EACCES - the provider or require_signatures=1 does not allow this module
 * * %-ENODEV - the provider's module, or the caller's, is being unloaded, or an
 *   administrator has drained the provider; with BROKER_LATE_BINDING also: the broker is
 *   not loaded, and nothing is logged
 * * %-EBUSY - the provider is still initialising
 * * %-ELOOP - the provider depends on the caller's module
 * * %-EINVAL - request, contract or fallback table is malformed
 * * %-E2BIG - request or contract has members that this broker does not know
 * * %-EINTR - a signal arrived while waiting for the provider or for modprobe(8)
 * * %-ENOMEM
 *
 * For all but the last two, one line in the kernel log gives the reason.
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
	__BROKER_ONLY(__broker_request_settable(_interface), ##__VA_ARGS__); \
									\
	if (!IS_ERR(__handle))						\
		*__table = __found;					\
	__handle;							\
})

/**
 * broker_put() - release a handle from broker_get()
 * @_handle: the handle, or NULL
 *
 * The last call through the table must have returned, and the caller must make no
 * further call. A handle of another module, or one that was already put, is reported
 * by a line in the kernel log and otherwise ignored.
 *
 * Context: Process context, may sleep. Not in memory reclaim.
 */
#define broker_put(_handle)	__broker_put(_handle, THIS_MODULE)

#endif
