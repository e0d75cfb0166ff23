/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The functions that export.c calls. Forward declarations only, for the
 * reason given in <linux/broker/api.h>.
 */
#ifndef _BROKER_EXPORT_H
#define _BROKER_EXPORT_H

struct broker_consumer;
struct broker_handle;
struct broker_provider;
struct broker_request;
struct module;

/* provide.c */
int broker_provider_add(const struct broker_provider *desc);
int broker_provider_del(const struct broker_provider *desc);

/* get.c */
struct broker_handle *broker_hold_get(const struct broker_request *request, const void **table);
void broker_hold_put(struct broker_handle *handle, struct module *owner);

/* consume.c */
int broker_consumer_add(struct broker_consumer *key);
int broker_consumer_del(struct broker_consumer *key);

#endif
