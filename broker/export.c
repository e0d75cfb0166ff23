// SPDX-License-Identifier: GPL-2.0-only
/*
 * The broker's exports, all of them. Their CRCs are constants as long as this
 * file sees nothing but forward declarations: include no other header here.
 */
#include <linux/export.h>
#include <linux/broker/api.h>

#include "export.h"

/**
 * broker_provider_register() - offer a table of operations
 * @provider: made by DEFINE_BROKER_PROVIDER()
 *
 * Consumers find the provider once its module's init has returned 0, or at
 * once if that was before. A module whose init fails is withdrawn. From then
 * until broker_provider_unregister() returns, the operations may be called.
 *
 * Context: Process context, may sleep. No lock needed.
 * Return: 0, or
 *
 * * %-EINVAL - descriptor, contract or table is malformed or in the wrong place
 * * %-E2BIG - descriptor or contract has members that this broker does not know
 * * %-EEXIST - this descriptor is registered
 * * %-EACCES - require_signatures=1, and the module has no valid signature
 * * %-ENODEV - the module is being unloaded
 * * %-ENOMEM
 *
 * But for the last, one line in the kernel log says why.
 */
int broker_provider_register(const struct broker_provider *provider)
{
	return provider_register(provider);
}
EXPORT_SYMBOL_GPL(broker_provider_register);

/**
 * broker_provider_unregister() - take a table of operations back
 * @provider: what was registered
 *
 * No consumer finds the provider any more. Waits until the last one that pins
 * it has put its handle, and names those it waits for every ten seconds. That
 * is usual only after a forced unload: the module loader does not run the exit
 * of a pinned module.
 *
 * Context: Process context, may sleep. Not under a lock that an operation, or
 * a consumer on its way to broker_put(), takes.
 * Return: 0, or
 *
 * * %-ENOENT - it is not registered
 * * %-EALREADY - it is being unregistered by somebody else; does not wait
 */
int broker_provider_unregister(const struct broker_provider *provider)
{
	return provider_unregister(provider);
}
EXPORT_SYMBOL_GPL(broker_provider_unregister);

/* Behind the macro broker_get(), and documented there. */
struct broker_handle *__broker_get(const struct broker_request *request, const void **table)
{
	return hold_get(request, table);
}
EXPORT_SYMBOL_GPL(__broker_get);

/* Behind the macro broker_put(), and documented there. */
void __broker_put(struct broker_handle *handle, struct module *owner)
{
	hold_put(handle, owner);
}
EXPORT_SYMBOL_GPL(__broker_put);
