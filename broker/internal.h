/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of broker.ko know of each other, a section for each file.
 *
 *	client ──provides──> provider ──of──> interface
 *	client ──has──> hold ──on──> provider
 *	client ──pin──> client		all holds of one module on another
 *
 * Every field below is protected by broker_mutex, but for those that never
 * change after the object was made.
 */
#ifndef _BROKER_INTERNAL_H
#define _BROKER_INTERNAL_H

#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rhashtable-types.h>
#include <linux/types.h>
#include <linux/wait.h>

#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "compat.h"
#include "export.h"
#include "handshake.h"

/* client.c: modules that take part, and what becomes of them */

/* Taken under the module notifier's rwsem; kernfs's locks are taken under it. */
extern struct mutex broker_mutex;
/* Woken after every change that somebody could be waiting for. */
extern wait_queue_head_t broker_wait;

/**
 * struct client - a module that provides or consumes
 * @node: in the table of clients
 * @module: the module; compared and followed only while the client exists
 * @name: its name, for lines printed when it may be gone
 * @live: its init has returned 0
 * @refs: providers, holds and pins that name it
 * @providers: what it provides
 * @holds: what it holds
 * @pins: the modules it holds something of
 */
struct client {
	struct hlist_node node;
	struct module *module;
	char name[MODULE_NAME_LEN];
	bool live;
	unsigned int refs;
	struct list_head providers;
	struct list_head holds;
	struct list_head pins;
};

const char *client_name(char *name, const struct module *module);
struct client *client_alloc(struct module *module);
struct client *client_find(const struct module *module);
struct client *client_get(struct module *module, struct client **spare);
void client_put(struct client *client);
void client_live(struct module *module);
void client_going(struct module *module);
int clients_init(void);
void clients_exit(void);

/* registry.c: interfaces and their providers */

struct interface {
	struct rhash_head node;
	char name[BROKER_NAME_MAX + 1];		/* zeroes behind the name: it is the key */
	struct list_head providers;		/* the best first */
	struct rcu_head rcu;
};

enum provider_state {
	PROVIDER_PENDING,	/* its module's init is running */
	PROVIDER_LIVE,
	PROVIDER_LEAVING,	/* unpublished; waits for its holders */
};

/**
 * struct provider - a registered provider
 * @node: in the table of providers, by @key
 * @interface_node: in &interface.providers, until it leaves
 * @client_node: in &client.providers
 * @interface: what it provides; NULL once it leaves
 * @client: whose it is
 * @key: the client's descriptor, compared and not read
 * @desc: copy of the descriptor; what it points to lies in the client's memory
 * @id: identity of the contract
 * @state: see enum provider_state
 * @holds: who pins it
 */
struct provider {
	struct hlist_node node;
	struct list_head interface_node;
	struct list_head client_node;
	struct interface *interface;
	struct client *client;
	const struct broker_provider *key;
	struct broker_provider desc;
	struct broker_identity id;
	enum provider_state state;
	struct list_head holds;
};

struct interface *interface_find(const struct broker_identity *id);
void providers_commit(struct client *client);
void providers_withdraw(struct client *client, struct list_head *leaving);
void providers_drain(struct list_head *leaving);
unsigned int registry_generation(void);
int registry_init(void);
void registry_exit(void);

/* hold.c: pinned consumers */

struct hold {
	unsigned int id;
	struct provider *provider;
	struct pin *pin;
	struct list_head client_node;
	struct list_head provider_node;
	const void *padded[];	/* a copy of the table, where its own will not do */
};

void holds_release(struct client *client);
void holds_exit(void);

/* pin.c: which module keeps which from being unloaded */

struct pin {
	struct list_head node;		/* in &client.pins of the consumer */
	struct client *consumer;
	struct client *provider;
	unsigned int holds;
	bool linked;			/* we made the link in sysfs, not the loader */
};

struct pin *pin_get(struct client *consumer, struct client *provider, struct pin **spare);
void pin_put(struct pin *pin);
int pin_closes_cycle(struct module *consumer, struct module *provider);
void pins_link(struct client *consumer);

/*
 * validate.c: is what a client hands in fit for use?
 *
 * Where an int is returned for a verdict, 0 is BROKER_AGREED, above 0 is another
 * verdict and below 0 an errno that needs no reason.
 */

struct module *provider_owner(const struct broker_provider *desc);
struct module *request_owner(const struct broker_request *request);

enum broker_verdict validate_provider(const struct broker_provider *desc,
				      struct broker_provider *copy, struct broker_identity *id,
				      struct broker_reason *reason);
enum broker_verdict validate_request(const struct broker_request *request,
				     struct broker_request *copy, struct broker_identity *id,
				     struct broker_reason *reason);

/* policy.c: who may bind */

enum broker_verdict policy_check_provider(const struct module *module,
					  struct broker_reason *reason);
enum broker_verdict policy_check_consumer(const struct broker_provider *provider,
					  const struct module *module,
					  struct broker_reason *reason);

/* refusal.c: saying no, and remembering it */

#define REFUSALS_KEPT	64

/**
 * struct refusal - one refusal
 * @node: in the list of those kept, the latest first
 * @reason: the verdict and both sides' data
 * @consumer: who was refused; empty if a provider was
 * @provider: who refused, or which provider was refused; empty if nobody did
 * @interface: what was asked for; empty if that could not be told
 * @major: its major
 */
struct refusal {
	struct list_head node;
	struct broker_reason reason;
	char consumer[MODULE_NAME_LEN];
	char provider[MODULE_NAME_LEN];
	char interface[BROKER_NAME_MAX + 1];
	unsigned int major;
};

void refusal_of(struct refusal *refusal, const struct broker_identity *id);
int refusal_report(struct refusal *refusal);
bool refusal_latest(struct refusal *copy);
void refusals_exit(void);

#endif
