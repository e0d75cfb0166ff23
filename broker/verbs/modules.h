/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Changes to the objects of a module that has turned live or is going.
 */
#ifndef _BROKER_VERBS_MODULES_H
#define _BROKER_VERBS_MODULES_H

struct client;
struct module;

void broker_providers_commit(struct client *client);
void broker_consumers_commit(struct client *client);
void broker_client_live(struct module *module);
void broker_holds_release(struct client *client);
void broker_consumers_orphan(struct client *client, struct list_head *orphans);
void broker_consumers_wait(struct list_head *orphans);
void broker_providers_withdraw(struct client *client, struct list_head *leaving);
void broker_providers_drain(struct list_head *leaving);
void broker_client_going(struct module *module);

#endif
