/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Late binding: for a module compiled with BROKER_LATE_BINDING the calls find
 * the broker when they are made, through symbol_get(). It is loaded whether
 * the broker is there or not, needs no broker.symvers, and gets -ENODEV from
 * what it calls while the broker is not loaded. Included by api.h; set the macro
 * for the whole module: ccflags-y += -DBROKER_LATE_BINDING
 *
 * Each stub holds the broker for its call. For as long as something is registered
 * or held the broker holds itself, so nothing is lost with a stub that is
 * forgotten. The symbols are GPL-only here, too.
 */
#ifndef _LINUX_BROKER_LATE_H
#define _LINUX_BROKER_LATE_H

#include <linux/err.h>
#include <linux/module.h>

/* Call a function of the broker's, or give @_absent if it is not loaded. */
#define __broker_late(_function, _absent, ...)				\
({									\
	typeof(&_function) __call = symbol_get(_function);		\
	typeof(_function(__VA_ARGS__)) __ret = (_absent);		\
									\
	if (__call) {							\
		__ret = __call(__VA_ARGS__);				\
		symbol_put(_function);					\
	}								\
	__ret;								\
})

static inline int broker_late_provider_register(const struct broker_provider *provider)
{
	return __broker_late(broker_provider_register, -ENODEV, provider);
}

static inline int broker_late_provider_unregister(const struct broker_provider *provider)
{
	return __broker_late(broker_provider_unregister, -ENODEV, provider);
}

static inline int broker_late_consumer_register(struct broker_consumer *consumer)
{
	return __broker_late(broker_consumer_register, -ENODEV, consumer);
}

static inline int broker_late_consumer_unregister(struct broker_consumer *consumer)
{
	return __broker_late(broker_consumer_unregister, -ENODEV, consumer);
}

static inline struct broker_handle *broker_late_get(const struct broker_request *request,
						    const void **table)
{
	return __broker_late(__broker_get, ERR_PTR(-ENODEV), request, table);
}

static inline void broker_late_put(struct broker_handle *handle, struct module *owner)
{
	typeof(&__broker_put) call = symbol_get(__broker_put);

	if (!call)
		return;
	call(handle, owner);
	symbol_put(__broker_put);
}

#define broker_provider_register	broker_late_provider_register
#define broker_provider_unregister	broker_late_provider_unregister
#define broker_consumer_register	broker_late_consumer_register
#define broker_consumer_unregister	broker_late_consumer_unregister
#define __broker_get			broker_late_get
#define __broker_put			broker_late_put

#endif
