/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The exported functions. genksyms hashes what it sees, so this file holds
 * builtin types and forward declarations only: no include, no typedef, no
 * annotation. Then the CRCs are the same for every kernel, and the
 * broker.symvers beside these headers is all a client links against. A
 * prototype never changes; a new one gets a new name.
 *
 * The functions are documented in broker/export.c, the macros in front of
 * those with underscores in consumer.h.
 */
#ifndef _LINUX_BROKER_API_H
#define _LINUX_BROKER_API_H

struct broker_handle;
struct broker_provider;
struct broker_request;
struct module;

int broker_provider_register(const struct broker_provider *provider);
int broker_provider_unregister(const struct broker_provider *provider);
struct broker_handle *__broker_get(const struct broker_request *request, const void **table);
void __broker_put(struct broker_handle *handle, struct module *owner);

#endif
