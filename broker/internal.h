/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of broker.ko know of each other, a section for each file.
 *
 *	client ──provides──> provider ──of──> interface
 *	client ──has──> hold ──on──> provider
 *	client ──pin──> client		all holds of one module on another
 *	client ──has──> consumer ──slot──> provider
 *
 * Every field below is protected by broker_mutex, but for those that never
 * change after the object was made.
 */
#ifndef _BROKER_INTERNAL_H
#define _BROKER_INTERNAL_H

#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/rhashtable-types.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "compat.h"
#include "export.h"
#include "handshake.h"

/* client.c: modules that take part, and what becomes of them */

/* Taken under the module notifier's rwsem; kernfs's locks are taken under it. */
extern struct mutex broker_mutex;
/* Woken after every change that somebody could be waiting for. */
#define REMIND_EVERY	(10 * HZ)	/* until whoever waits says for whom */
extern wait_queue_head_t broker_wait;

/**
 * struct client - a module that provides or consumes
 * @node: in the table of clients
 * @module: the module; compared and followed only while the client exists
 * @name: its name, for lines printed when it may be gone
 * @live: its init has returned 0
 * @late: it does not link our symbols, so we hold ourselves for it
 * @linked: we made its link to the broker in sysfs
 * @withdrawn: its exit has returned, or its init has failed: nothing of it is called
 * @refs: providers, consumers, holds and pins that name it
 * @providers: what it provides
 * @consumers: its revocable consumers
 * @holds: what it holds
 * @pins: the modules it holds something of
 */
struct client {
	struct hlist_node node;
	struct module *module;
	char name[MODULE_NAME_LEN];
	bool live;
	bool late;
	bool linked;
	bool withdrawn;
	unsigned int refs;
	struct list_head providers;
	struct list_head consumers;
	struct list_head holds;
	struct list_head pins;
};

const char *client_name(char *name, const struct module *module);
struct client *client_alloc(struct module *module, gfp_t gfp);
bool client_show_user(struct client *user, struct kobject *holders);
bool client_links(const struct module *user, const struct module *used);
struct client *client_find(const struct module *module);
struct client *client_get(struct module *module, struct client **spare);
void client_put(struct client *client);
unsigned int clients_late(void);
void client_live(struct module *module);
void client_going(struct module *module);
int clients_init(void);
void clients_exit(void);

/* object.c: what tools are shown */

/**
 * struct object - part of what tools are shown
 * @node: in the list of all of its kind, in the order of ids
 * @id: never used twice
 * @since: when it came, in ns of ktime_get_ns()
 */
struct object {
	struct list_head node;
	u64 id;
	u64 since;
};

u64 objects_generation(void);
void objects_changed(void);
void object_add(struct object *object, struct list_head *all);
void object_del(struct object *object);
struct object *object_find(const struct list_head *all, u64 id);

/* interface.c: what is provided and consumed, by name */

extern struct list_head all_interfaces;

struct interface {
	struct rhash_head node;
	struct object object;
	char name[BROKER_NAME_MAX + 1];		/* the key */
	struct list_head providers;		/* the best first */
	struct list_head consumers;		/* the revocable ones */
	struct rcu_head rcu;
};

struct provider;

struct interface *interface_find(const struct broker_identity *id);
bool interface_knows(const struct broker_contract *contract, struct broker_identity *id,
		     struct provider **same);
struct interface *interface_get(const struct broker_identity *id, struct interface **spare);
void interface_put(struct interface *interface);
int interfaces_init(void);
void interfaces_exit(void);

/* registry.c: providers */

extern struct list_head all_providers;

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
 * @object: for tools, and the order of registration
 * @state: see enum provider_state
 * @preferred: the larger comes before the smaller, and before any priority; set by hand
 * @drained: to serve nobody; set by hand
 * @fingerprint: of the contract
 * @holds: who pins it
 * @slots: links to it, from before attach until after detach
 * @undrained: how many of them were switched away and may have calls inside
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
	struct object object;
	enum provider_state state;
	unsigned int undrained;
	u64 preferred;
	bool drained;
	u32 fingerprint;
	struct list_head holds;
	struct list_head slots;
};

bool provider_is_better(const struct provider *a, const struct provider *b);
bool provider_serves(const struct provider *provider);
bool provider_is_withdrawn(const struct provider *provider);
int provider_agrees(const struct provider *provider, const struct broker_contract *contract,
		    unsigned int min_minor, const struct module *owner,
		    struct broker_reason *reason);
const void *provider_table(const struct provider *provider, const struct broker_identity *id,
			   const void *fallback, const void **padded);
void providers_commit(struct client *client);
void providers_withdraw(struct client *client, struct list_head *leaving);
void providers_drain(struct list_head *leaving);
int provider_prefer(u64 id);
int provider_serve_nobody(u64 id);
unsigned int registry_generation(void);

/* hold.c: pinned consumers */

extern struct list_head all_holds;

/**
 * struct hold - a handle that was not put yet
 * @node: in the table of holds, by handle
 * @object: for tools; its id is the handle
 * @provider: the table's
 * @pin: whose it is
 * @minor: of the consumer's contract
 * @min_minor: the oldest it can do with
 * @client_node: in &client.holds
 * @provider_node: in &provider.holds
 * @padded: a copy of the table, where the provider's own will not do
 */
struct hold {
	struct hlist_node node;
	struct object object;
	struct provider *provider;
	struct pin *pin;
	unsigned int minor;
	unsigned int min_minor;
	struct list_head client_node;
	struct list_head provider_node;
	const void *padded[];
};

void holds_release(struct client *client);

/* load.c: providers that modprobe(8) is to load */

/* As long as the loader waits for a module that exports a symbol. */
#define PENDING_TIMEOUT		(30 * HZ)
#define LOAD_PAUSE		2000	/* ms, after a try for which the kernel had no room */

int provider_load(const struct broker_identity *id, bool wait);
void loads_exit(void);

/* consumer.c: revocable consumers */

/**
 * struct call_map - what the calls through a link are to lockdep
 * @dep_map: held during a call
 * @key: of its class, which is its own if there are not too many
 * @registered: there are not
 */
struct call_map {
	struct lockdep_map dep_map;
	struct lock_class_key key;
	bool registered;
};

extern struct list_head all_consumers;

enum consumer_state {
	CONSUMER_PENDING,	/* its module's init is running */
	CONSUMER_LIVE,
	CONSUMER_DYING,		/* being unregistered */
	CONSUMER_DEAD,		/* its module is gone */
};

/**
 * struct consumer - a registered revocable consumer
 * @node: in the table of consumers, by @key
 * @interface_node: in &interface.consumers, until it is withdrawn
 * @client_node: in &client.consumers
 * @object: for tools; until it is removed
 * @refs: the registration, queued work and slots in use
 * @interface: what it consumes; NULL once it is withdrawn
 * @client: whose it is; NULL once it is removed
 * @name: of the module, which may be gone
 * @key: the client's descriptor; its link is written until the module is gone
 * @desc: copy of the descriptor
 * @id: identity of the contract
 * @state: see enum consumer_state
 * @callback: who is running a callback of it; NULL: nobody
 * @work: settles it
 * @queued: when it was queued last, in jiffies
 * @slots: its two links
 * @calls: through each of them
 * @current_slot: the one that is published, or NULL
 * @undrained: how many were switched away and may have calls inside
 * @detached: to stay without a link; set by hand
 * @refused: the largest id of the providers whose refusal was told since the last link
 * @may_load: modprobe(8) is to be run for it if there is no provider that agrees
 * @padded: room for a copy of the table, for each slot
 */
struct consumer {
	struct hlist_node node;
	struct list_head interface_node;
	struct list_head client_node;
	struct object object;
	refcount_t refs;
	struct interface *interface;
	struct client *client;
	char name[MODULE_NAME_LEN];
	struct broker_consumer *key;
	struct broker_consumer desc;
	struct broker_identity id;
	enum consumer_state state;
	struct task_struct *callback;
	struct work_struct work;
	unsigned long queued;
	struct slot *slots[2];
	struct call_map calls[2];
	struct slot *current_slot;
	unsigned int undrained;
	bool detached;
	u64 refused;
	bool may_load;
	const void *padded[];
};

void consumer_ref(struct consumer *consumer);
void consumer_unref(struct consumer *consumer);
bool consumer_is_withdrawn(const struct consumer *consumer);
void consumers_kick(struct interface *interface);
void consumers_kick_unattached(struct interface *interface);
void callback_wait(struct consumer *consumer);
void callback_begin(struct consumer *consumer);
void callback_end(struct consumer *consumer);
void consumers_commit(struct client *client);
void consumers_orphan(struct client *client, struct list_head *orphans);
void consumers_wait(struct list_head *orphans);
int consumer_detach(u64 id);
int consumer_attach(u64 id);
int consumers_init(void);
void consumers_exit(void);

/* queue.c: the queue of their work items */

void consumer_queue(struct consumer *consumer);
int queue_init(void);
void queue_exit(void);

/* settle.c: to whom a consumer is attached */

void consumer_settle(struct work_struct *work);
void consumers_move(struct provider *provider);

/* link.c: links, their memory, and the pointer that callers follow */

enum slot_state {
	SLOT_FREE,
	SLOT_ATTACHING,		/* attach is running, nobody else knows the link */
	SLOT_CURRENT,		/* published */
	SLOT_RETIRED,		/* switched away; leaving is to be called */
	SLOT_LEAVING,		/* leaving is running */
	SLOT_DRAINING,		/* calls may be inside */
	SLOT_DRAINED,		/* nobody is inside any more */
	SLOT_DETACHING,		/* detach is running */
};

/**
 * struct slot - room for one link
 * @link: what the client sees; first, as its memory outlives its use
 * @node: in the pool, or among those that are drained
 * @provider_node: in &provider.slots
 * @consumer: whose slot it is; NULL in the pool
 * @provider: to whom; NULL while it is free, or if the provider is withdrawn and
 *	nobody is inside
 * @state: see enum slot_state
 * @since: when the link was begun, in ns of ktime_get_ns()
 * @tried: it was tried to move the consumer away from the leaving provider
 * @left_to_work: the consumer's work item is to retire it
 * @unsynced: lockdep is to be told that its calls are waited for
 * @quiet: nobody seemed to be inside when the drain last looked
 * @left: sum of &broker_calls.left then
 * @before: calls through the links it was before
 */
struct slot {
	struct broker_link link;
	struct list_head node;
	struct list_head provider_node;
	struct consumer *consumer;
	struct provider *provider;
	enum slot_state state;
	u64 since;
	bool tried;
	bool left_to_work;
	bool unsynced;
	bool quiet;
	unsigned long left;
	unsigned long before;
};

void call_map_init(struct call_map *map);
void call_map_exit(struct call_map *map);
struct slot *slot_get(struct consumer *consumer, struct call_map *map);
void slot_put(struct slot *slot);
void slot_set(struct slot *slot, enum slot_state state);
void slot_begin(struct slot *slot, struct provider *provider, const void *ops);
void slot_end(struct slot *slot);
void slot_abandon(struct slot *slot);
void slot_passed(struct slot *slot);
unsigned long slot_entered(const struct slot *slot);
unsigned long slot_left(const struct slot *slot);
void slot_calls(const struct slot *slot, unsigned long *entered, unsigned long *left);
void slots_exit(void);
void link_publish(struct consumer *consumer, struct slot *slot);
void link_revoke(struct consumer *consumer);
void link_give_up(struct consumer *consumer);

/* drain.c: who is inside links that were switched away */

void slot_retire(struct slot *slot);
void slot_drain(struct slot *slot);
void slot_drain_untold(struct slot *slot);
void drain_wait(const unsigned int *undrained, const struct provider *provider,
		const struct consumer *consumer);
int drain_init(void);
void drain_exit(void);

/* retire.c: the callbacks on a link's way out */

void link_detach(struct slot *slot);
void links_retire(struct provider *provider);
void links_abandon(struct provider *provider);
void links_wait(struct provider *provider);
void consumer_retire(struct consumer *consumer);
void consumer_retire_left(struct consumer *consumer);

/* pin.c: which module keeps which from being unloaded */

struct pin {
	struct list_head node;		/* in &client.pins of the consumer */
	struct client *consumer;
	struct client *provider;
	unsigned int holds;
	bool linked;			/* we made the link in sysfs, not the loader */
};

struct pin *pin_find(const struct client *consumer, const struct module *provider);
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
struct module *consumer_owner(const struct broker_consumer *desc);

enum broker_verdict validate_provider(const struct broker_provider *desc,
				      struct broker_provider *copy, struct broker_identity *id,
				      struct broker_reason *reason);
enum broker_verdict validate_request(const struct broker_request *request,
				     struct broker_request *copy, struct broker_reason *reason);
enum broker_verdict validate_terms(const struct broker_request *request,
				   struct broker_identity *id, struct provider **same,
				   struct broker_reason *reason);
enum broker_verdict validate_consumer(const struct broker_consumer *desc,
				      struct broker_consumer *copy, struct broker_identity *id,
				      struct broker_reason *reason);

/* policy.c: who may bind */

bool policy_is_signed(const struct module *module);
enum broker_verdict policy_check_module(const struct module *module,
					struct broker_reason *reason);
enum broker_verdict policy_check_consumer(const struct broker_provider *provider,
					  const struct module *module,
					  struct broker_reason *reason);

/* warn.c: lines that a client can cause at will */

void warn_limited(const char *fmt, ...) __printf(1, 2);

/* refusal.c: saying no, and remembering it */

#define REFUSALS_KEPT	64

/**
 * struct refusal - one refusal
 * @node: in the list of those kept, the latest first
 * @id: counts them
 * @since: when it was, in ns of ktime_get_ns()
 * @reason: the verdict and both sides' data
 * @consumer: who was refused; empty if a provider was
 * @provider: who refused, or which provider was refused; empty if nobody did
 * @interface: what was asked for; empty if that could not be told
 * @major: its major
 */
struct refusal {
	struct list_head node;
	u64 id;
	u64 since;
	struct broker_reason reason;
	char consumer[MODULE_NAME_LEN];
	char provider[MODULE_NAME_LEN];
	char interface[BROKER_NAME_MAX + 1];
	unsigned int major;
};

void refusal_of(struct refusal *refusal, const struct broker_identity *id);
int refusal_report(struct refusal *refusal);
void unregister_failed(const char *name, const char *what, int ret);
int refusal_errno(const struct refusal *refusal);
bool refusal_latest(struct refusal *copy);
void refusals_walk(u64 after, bool (*visit)(const struct refusal *refusal, u64 generation,
					    void *data), void *data);
void refusals_exit(void);

/*
 * event.c: who listens hears of it. With broker_mutex held, but for refusals.
 * @cmd is a notification of <uapi/linux/broker.h>.
 */

void event_provider(u8 cmd, const struct provider *provider);
void event_consumer(u8 cmd, const struct consumer *consumer, const struct slot *slot);
void event_hold(u8 cmd, const struct hold *hold);
void event_refusal(const struct refusal *refusal);

/* netlink.c: the family that tools talk to */

int netlink_init(void);
void netlink_exit(void);

/* summary.c: for machines without a tool */

void summary_init(void);
void summary_exit(void);

#endif
