/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tracepoints, in /sys/kernel/tracing/events/broker. Names are copied into arrays: the
 * macro that assigns strings differs between kernels, and names are short. An instance
 * is a separate field, for filters; in the text it is as in broker_which().
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM broker

#if !defined(_BROKER_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _BROKER_TRACE_H

#include <linux/string.h>
#include <linux/tracepoint.h>

#include "objects/hold.h"
#include "objects/provider.h"
#include "objects/refusal.h"

DECLARE_EVENT_CLASS(broker_provider,
	TP_PROTO(const struct provider *provider),
	TP_ARGS(provider),
	TP_STRUCT__entry(
		__array(char, interface, BROKER_NAME_MAX + 1)
		__array(char, instance, BROKER_INSTANCE_MAX + 1)
		__field(unsigned int, major)
		__field(unsigned int, minor)
		__array(char, provider, MODULE_NAME_LEN)
	),
	TP_fast_assign(
		memcpy(__entry->interface, provider->id.name, provider->id.name_len);
		__entry->interface[provider->id.name_len] = '\0';
		strscpy(__entry->instance, provider->instance, BROKER_INSTANCE_MAX + 1);
		__entry->major = provider->id.major;
		__entry->minor = provider->id.minor;
		strscpy(__entry->provider, provider->client->name, MODULE_NAME_LEN);
	),
	TP_printk("%s%s%s %u.%u provider=%s", __entry->interface, *__entry->instance ? "/" : "",
		  __entry->instance, __entry->major, __entry->minor, __entry->provider)
);

/* A provider can be found. */
DEFINE_EVENT(broker_provider, broker_register,
	TP_PROTO(const struct provider *provider), TP_ARGS(provider));

/* A provider can no longer be found, and its links are given up. */
DEFINE_EVENT(broker_provider, broker_drain,
	TP_PROTO(const struct provider *provider), TP_ARGS(provider));

DECLARE_EVENT_CLASS(broker_binding,
	TP_PROTO(const struct broker_identity *id, const char *instance, const char *consumer,
		 const char *provider),
	TP_ARGS(id, instance, consumer, provider),
	TP_STRUCT__entry(
		__array(char, interface, BROKER_NAME_MAX + 1)
		__array(char, instance, BROKER_INSTANCE_MAX + 1)
		__field(unsigned int, major)
		__array(char, consumer, MODULE_NAME_LEN)
		__array(char, provider, MODULE_NAME_LEN)
	),
	TP_fast_assign(
		memcpy(__entry->interface, id->name, id->name_len);
		__entry->interface[id->name_len] = '\0';
		strscpy(__entry->instance, instance, BROKER_INSTANCE_MAX + 1);
		__entry->major = id->major;
		strscpy(__entry->consumer, consumer, MODULE_NAME_LEN);
		strscpy(__entry->provider, provider, MODULE_NAME_LEN);
	),
	TP_printk("%s%s%s %u consumer=%s provider=%s", __entry->interface,
		  *__entry->instance ? "/" : "", __entry->instance, __entry->major,
		  __entry->consumer, __entry->provider)
);

/* A pinned consumer has received its handle. */
DEFINE_EVENT(broker_binding, broker_bind,
	TP_PROTO(const struct broker_identity *id, const char *instance, const char *consumer,
		 const char *provider),
	TP_ARGS(id, instance, consumer, provider));

/* A revocable consumer has a new link, its first or in place of another. */
DEFINE_EVENT(broker_binding, broker_attach,
	TP_PROTO(const struct broker_identity *id, const char *instance, const char *consumer,
		 const char *provider),
	TP_ARGS(id, instance, consumer, provider));

/* A consumer's link was given up, or its handle put. */
DEFINE_EVENT(broker_binding, broker_detach,
	TP_PROTO(const struct broker_identity *id, const char *instance, const char *consumer,
		 const char *provider),
	TP_ARGS(id, instance, consumer, provider));

DECLARE_EVENT_CLASS(broker_hook,
	TP_PROTO(const struct broker_identity *id, const char *instance, const char *consumer,
		 const char *provider, const char *side, const char *hook),
	TP_ARGS(id, instance, consumer, provider, side, hook),
	TP_STRUCT__entry(
		__array(char, interface, BROKER_NAME_MAX + 1)
		__array(char, instance, BROKER_INSTANCE_MAX + 1)
		__field(unsigned int, major)
		__array(char, consumer, MODULE_NAME_LEN)
		__array(char, provider, MODULE_NAME_LEN)
		__array(char, side, sizeof("consumer"))
		__array(char, hook, sizeof("leaving"))
	),
	TP_fast_assign(
		memcpy(__entry->interface, id->name, id->name_len);
		__entry->interface[id->name_len] = '\0';
		strscpy(__entry->instance, instance, BROKER_INSTANCE_MAX + 1);
		__entry->major = id->major;
		strscpy(__entry->consumer, consumer, MODULE_NAME_LEN);
		strscpy(__entry->provider, provider, MODULE_NAME_LEN);
		strscpy(__entry->side, side, sizeof("consumer"));
		strscpy(__entry->hook, hook, sizeof("leaving"));
	),
	TP_printk("%s%s%s %u consumer=%s provider=%s: %s.%s", __entry->interface,
		  *__entry->instance ? "/" : "", __entry->instance, __entry->major,
		  __entry->consumer, __entry->provider, __entry->side, __entry->hook)
);

/* A hook of either side is called for a link. */
DEFINE_EVENT(broker_hook, broker_hook_called,
	TP_PROTO(const struct broker_identity *id, const char *instance, const char *consumer,
		 const char *provider, const char *side, const char *hook),
	TP_ARGS(id, instance, consumer, provider, side, hook));

/* The hook has returned. */
DEFINE_EVENT(broker_hook, broker_hook_returned,
	TP_PROTO(const struct broker_identity *id, const char *instance, const char *consumer,
		 const char *provider, const char *side, const char *hook),
	TP_ARGS(id, instance, consumer, provider, side, hook));

TRACE_EVENT(broker_refuse,
	TP_PROTO(const struct refusal *refusal),
	TP_ARGS(refusal),
	TP_STRUCT__entry(
		__array(char, interface, BROKER_NAME_MAX + 1)
		__array(char, instance, BROKER_INSTANCE_MAX + 1)
		__field(unsigned int, major)
		__array(char, consumer, MODULE_NAME_LEN)
		__array(char, provider, MODULE_NAME_LEN)
		__array(char, what, sizeof_field(struct broker_reason, what))
	),
	TP_fast_assign(
		strscpy(__entry->interface, refusal->interface, BROKER_NAME_MAX + 1);
		strscpy(__entry->instance, refusal->instance, BROKER_INSTANCE_MAX + 1);
		__entry->major = refusal->major;
		strscpy(__entry->consumer, refusal->consumer, MODULE_NAME_LEN);
		strscpy(__entry->provider, refusal->provider, MODULE_NAME_LEN);
		strscpy(__entry->what, refusal->reason.what, sizeof(refusal->reason.what));
	),
	TP_printk("%s%s%s %u consumer=%s provider=%s: %s", __entry->interface,
		  *__entry->instance ? "/" : "", __entry->instance, __entry->major,
		  __entry->consumer, __entry->provider, __entry->what)
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
