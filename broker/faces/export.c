// SPDX-License-Identifier: GPL-2.0-only
/*
 * All exports of the broker. Their CRCs are constant as long as this file sees nothing
 * but forward declarations: include no other header here.
 */
#include <linux/export.h>
#include <linux/broker/api.h>

#include "verbs/export.h"

/**
 * broker_provider_register() - offer a table of operations
 * @provider: made by DEFINE_BROKER_PROVIDER()
 *
 * Consumers find the provider once its module's init has returned 0, or immediately if
 * it already has. From then until broker_provider_unregister() returns, the operations
 * may be called. The providers of a module whose init fails are withdrawn.
 *
 * Context: Process context, may sleep. No lock needed.
 * Return: 0, or
 *
 * * %-EINVAL - descriptor, contract, table, name of the instance or list of consumers is
 *   malformed or in the wrong place
 * * %-E2BIG - descriptor or contract has members that this broker does not know
 * * %-EEXIST - this descriptor is registered, or the module provides the instance with the
 *   same table; or a provider that was in this memory was freed without being
 *   unregistered: it is withdrawn, and the next attempt succeeds
 * * %-EACCES - require_signatures=1, and the module has no valid signature
 * * %-ENODEV - the module is being unloaded; with BROKER_LATE_BINDING also: the broker is
 *   not loaded, and nothing is logged
 * * %-ENOMEM
 *
 * For all but the last, one line in the kernel log gives the reason.
 */
int broker_provider_register(const struct broker_provider *provider)
{
	return broker_provider_add(provider);
}
EXPORT_SYMBOL_GPL(broker_provider_register);

/**
 * broker_provider_unregister() - take a table of operations back
 * @provider: the provider that was registered
 *
 * No consumer finds the provider any more, and no new call is made through a link to
 * it. Waits until the last call through such a link has returned, every consumer has
 * detached and the last pinned consumer has put its handle, and prints what it waits
 * for every ten seconds. Pins are waited for only after a forced unload: the module
 * loader does not run the exit of a pinned module. After this function has returned no
 * operation is called.
 *
 * Context: Process context, may sleep. Not from inside one of its operations, and
 * not under a lock that an operation, a consumer's hook, or a consumer on its
 * way to broker_put() takes. lockdep reports the first two.
 * Return: 0, or
 *
 * * %-ENOENT - it is not registered; or its descriptor has other contents than when it was
 *   registered, then calls that are inside are waited for
 * * %-EALREADY - it is being unregistered by another task; does not wait
 * * %-EDEADLK - called from a hook for one of its links
 * * %-ENODEV - only with BROKER_LATE_BINDING: the broker is not loaded
 */
int broker_provider_unregister(const struct broker_provider *provider)
{
	return broker_provider_del(provider);
}
EXPORT_SYMBOL_GPL(broker_provider_unregister);

/**
 * broker_consumer_register() - be told when a provider comes and goes
 * @consumer: made by DEFINE_BROKER_CONSUMER()
 *
 * From now on, but not before the module's init has returned 0, the consumer is
 * attached to the best provider that agrees, whenever there is one. That happens in the
 * background: init must not wait for it; a module that needs a provider immediately
 * uses broker_get(). The lack of a provider is not an error. Each provider that does
 * not agree causes one line in the kernel log, and another one when the consumer has
 * lost the link it had. With BROKER_AUTOLOAD a provider is loaded with modprobe(8) if
 * no provider agrees, once, and not after there has been one that does.
 *
 * Context: Process context, may sleep. No lock needed.
 * Return: 0, or
 *
 * * %-EINVAL - descriptor, contract, fallback table, table of callbacks, hooks, flags or
 *   name of the instance are malformed or in the wrong place
 * * %-E2BIG - descriptor or contract has members that this broker does not know
 * * %-EEXIST - this descriptor is registered
 * * %-EACCES - require_signatures=1, and the module has no valid signature
 * * %-ENODEV - the module is being unloaded; with BROKER_LATE_BINDING also: the broker is
 *   not loaded, and nothing is logged
 * * %-ENOMEM
 *
 * For all but the last, one line in the kernel log gives the reason.
 */
int broker_consumer_register(struct broker_consumer *consumer)
{
	return broker_consumer_add(consumer);
}
EXPORT_SYMBOL_GPL(broker_consumer_register);

/**
 * broker_consumer_unregister() - end the connection
 * @consumer: the consumer that was registered
 *
 * broker_enter() returns NULL from now on. Waits for the calls that are inside,
 * printing them every ten seconds, and runs the hooks that end a link. Nothing of the
 * consumer is used after this function has returned. The threads that make calls may be
 * stopped before or after.
 *
 * Context: Process context, may sleep. Not from inside a call through the
 * consumer, and not under a lock that a hook or a call takes: both would wait
 * for themselves. lockdep reports both.
 * Return: 0, or
 *
 * * %-ENOENT - it is not registered
 * * %-EALREADY - it is being unregistered by another task; does not wait
 * * %-EDEADLK - called from a hook for one of its links
 * * %-ENODEV - only with BROKER_LATE_BINDING: the broker is not loaded
 */
int broker_consumer_unregister(struct broker_consumer *consumer)
{
	return broker_consumer_del(consumer);
}
EXPORT_SYMBOL_GPL(broker_consumer_unregister);

/* Behind the macro broker_get(), and documented there. */
struct broker_handle *__broker_get(const struct broker_request *request, const void **table)
{
	return broker_hold_get(request, table);
}
EXPORT_SYMBOL_GPL(__broker_get);

/* Behind the macro broker_put(), and documented there. */
void __broker_put(struct broker_handle *handle, struct module *owner)
{
	broker_hold_put(handle, owner);
}
EXPORT_SYMBOL_GPL(__broker_put);
