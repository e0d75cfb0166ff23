/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Clients: modules that provide or consume.
 */
#ifndef _BROKER_OBJECTS_CLIENT_H
#define _BROKER_OBJECTS_CLIENT_H

#include <linux/module.h>
#include "compat.h"
#include "objects/object.h"

/**
 * struct client - a module that provides or consumes
 * @node: in the table of clients
 * @module: the module; compared and followed only while the client exists
 * @name: its name, for lines printed when the module may already be unloaded
 * @live: its init has returned 0
 * @late: it does not link our symbols, so the broker holds a reference to itself for it
 * @linked: we made its link to the broker in sysfs
 * @given_up: its exit runs, and the links to its instances were given up, all at once
 * @withdrawn: its exit has returned, or its init has failed: none of its functions is called
 * @refs: providers, consumers, holds and pins that refer to it
 * @providers: its providers
 * @consumers: its revocable consumers
 * @holds: its holds
 * @pins: its pins, one for each module that it has holds on
 */
struct client {
	struct hlist_node node;
	struct module *module;
	char name[MODULE_NAME_LEN];
	bool live;
	bool late;
	bool linked;
	bool given_up;
	bool withdrawn;
	unsigned int refs;
	struct list_head providers;
	struct list_head consumers;
	struct list_head holds;
	struct list_head pins;
};

const char *broker_client_name(char *name, const struct module *module);
bool broker_module_is_going(const struct module *module);
struct client *broker_client_alloc(struct module *module, gfp_t gfp);
struct client *broker_client_find(const struct module *module);
bool broker_client_show_user(struct client *user, struct kobject *holders);
bool broker_client_links(const struct module *user, const struct module *used);
unsigned int broker_clients_late(void);
struct client *broker_client_get(struct module *module, struct client **spare);
void broker_client_put(struct client *client);

#endif
