/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What export.c passes its calls on to. Forward declarations only, for the
 * reason given in <linux/broker/api.h>.
 */
#ifndef _BROKER_EXPORT_H
#define _BROKER_EXPORT_H

struct broker_consumer;
struct broker_handle;
struct broker_provider;
struct broker_request;
struct module;

/* registry.c */
int provider_register(const struct broker_provider *desc);
int provider_unregister(const struct broker_provider *desc);

/* hold.c */
struct broker_handle *hold_get(const struct broker_request *request, const void **table);
void hold_put(struct broker_handle *handle, struct module *owner);

/* consumer.c */
int consumer_register(struct broker_consumer *key);
int consumer_unregister(struct broker_consumer *key);

#endif
