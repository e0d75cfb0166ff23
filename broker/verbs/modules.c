// SPDX-License-Identifier: GPL-2.0-only
/*
 * Clients that turn live or are going. An object that is registered while its module's
 * init runs is pending, because a failing init frees the module even if there are
 * references to it; the object takes effect once the module is live. Objects that a
 * going module left registered are withdrawn here: no client is trusted to clean up.
 */
#include <linux/module.h>
#include <linux/wait.h>

#include "engine/drain.h"
#include "engine/link.h"
#include "engine/retire.h"
#include "engine/withdraw.h"
#include "objects/client.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/object.h"
#include "objects/pin.h"
#include "objects/provider.h"
#include "objects/queue.h"
#include "objects/slot.h"
#include "objects/warn.h"
#include "verbs/modules.h"

/* The module's init has returned 0: its providers can be found. */
void broker_providers_commit(struct client *client)
{
	struct provider *provider;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(provider, &client->providers, client_node) {
		if (provider->state != PROVIDER_PENDING)
			continue;
		provider->state = PROVIDER_LIVE;
		broker_provider_came(provider);
	}
	broker_registry_changed();
}

/* The consumer's init has returned 0: from now on its hooks may be called. */
void broker_consumers_commit(struct client *client)
{
	struct consumer *consumer;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(consumer, &client->consumers, client_node) {
		if (consumer->state == CONSUMER_PENDING)
			consumer->state = CONSUMER_LIVE;
		broker_consumer_queue(consumer);
		broker_parts_queue(consumer);
	}
}

/* The state is read again: a forced unload may have begun while we waited. */
void broker_client_live(struct module *module)
{
	struct client *client;

	mutex_lock(&broker_mutex);
	client = broker_client_find(module);
	if (client && module->state == MODULE_STATE_LIVE) {
		client->live = true;
		broker_providers_commit(client);
		broker_consumers_commit(client);
		broker_pins_link(client);
		if (client->late && !client->linked)
			client->linked = broker_client_show_user(client, THIS_MODULE->holders_dir);
	}
	mutex_unlock(&broker_mutex);
}

/**
 * broker_holds_release() - put the handles that a going module forgot to put
 * @client: the module
 */
void broker_holds_release(struct client *client)
{
	char which[BROKER_WHICH_MAX];
	struct hold *hold, *next;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(hold, next, &client->holds, client_node) {
		broker_warn_limited("%s: %s forgot to put %s, released", client->name,
				    client->live ? "exit" : "failed init",
				    broker_which(which, &hold->provider->id,
						 hold->provider->instance));
		broker_hold_release(hold);
	}
}

/* Only the detach hooks of the providers are left, which need not be waited for here. */
static void leave_to_work(struct consumer *consumer)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++) {
		consumer->slots[i]->left_to_work = true;
		broker_slot_withdraw(consumer->slots[i]);
	}
}

/**
 * broker_consumers_orphan() - separate the consumers of a going module from it
 * @client: the module
 * @orphans: the consumers are moved to this list, for broker_consumers_wait()
 *
 * The consumers' memory in the module is not touched after this, and none of their hooks
 * is begun. Providers stay until the consumer's work item has run their detach hooks. A
 * consumer that another task is unregistering is left to that task.
 */
void broker_consumers_orphan(struct client *client, struct list_head *orphans)
{
	struct consumer *consumer, *next;
	char which[BROKER_WHICH_MAX];

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(consumer, next, &client->consumers, client_node) {
		leave_to_work(consumer);
		if (consumer->state == CONSUMER_DYING)
			continue;
		broker_warn_limited("%s: %s, consumer of %s withdrawn", client->name,
				    consumer->state == CONSUMER_PENDING ? "init failed" :
								   "exit forgot to unregister",
				    broker_which(which, &consumer->id, consumer->instance));
		broker_consumer_withdraw(consumer, CONSUMER_DEAD);
		broker_slots_put(consumer);
		broker_consumer_remove(consumer);
		broker_consumer_separate(consumer);
		list_add_tail(&consumer->client_node, orphans);
		broker_consumer_queue(consumer);
		wake_up_all(&broker_wait);
	}
}

/*
 * Wait for everything that must not outlive the module's text: its hooks, and the threads
 * inside either end of a link, as calls return to its text and callbacks run in it.
 */
void broker_consumers_wait(struct list_head *orphans)
{
	struct consumer *consumer, *next;

	list_for_each_entry_safe(consumer, next, orphans, client_node) {
		mutex_lock(&broker_mutex);
		if (broker_consumer_is_busy(consumer))
			broker_warn_limited("%s: module loading may be blocked until its calls, callbacks and hooks have returned",
					    consumer->name);
		broker_consumer_wait(consumer);
		list_del(&consumer->client_node);
		mutex_unlock(&broker_mutex);
		broker_consumer_unref(consumer);
	}
}

static void provider_forgotten(struct provider *provider)
{
	char which[BROKER_WHICH_MAX];

	provider->forsaken = true;
	broker_warn_limited("%s: %s, provider of %s withdrawn", provider->client->name,
			    provider->state == PROVIDER_PENDING ? "init failed" :
							   "exit forgot to unregister",
			    broker_which(which, &provider->id, provider->instance));
	broker_provider_unpublish(provider);
}

/**
 * broker_providers_withdraw() - unpublish the providers that a going module left registered
 * @client: the module
 * @leaving: the providers are moved to this list, for broker_providers_drain()
 *
 * A provider that is already leaving belongs to the task that unregisters it, but its
 * links are also abandoned, as the module's exit has returned.
 */
void broker_providers_withdraw(struct client *client, struct list_head *leaving)
{
	struct provider *provider, *next;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry_safe(provider, next, &client->providers, client_node) {
		if (provider->state != PROVIDER_LEAVING)
			provider_forgotten(provider);
		if (provider->forsaken)
			list_move_tail(&provider->client_node, leaving);
		broker_provider_revoke(provider);
		broker_links_abandon(provider);
	}
}

/**
 * broker_providers_drain() - wait for the users of withdrawn providers
 * @leaving: from broker_providers_withdraw()
 *
 * Runs in the module notifier, whose rwsem keeps other modules from being
 * loaded while a writer waits. This cannot be avoided: the module's text is freed
 * afterwards. Only existing users are waited for, and no hook is begun here: detach
 * hooks are left to the consumers' work items, and find broker_link_alive() false.
 * Only a module whose exit forgot to unregister its provider still has users here. The
 * links of all these providers are already being drained together.
 */
void broker_providers_drain(struct list_head *leaving)
{
	struct provider *provider, *next;
	char which[BROKER_WHICH_MAX];

	list_for_each_entry(provider, leaving, client_node)
		if (!broker_provider_is_unused(provider))
			broker_warn_limited("%s: module loading may be blocked until all users of %s have released it",
					    provider->client->name,
					    broker_which(which, &provider->id,
							 provider->instance));
	list_for_each_entry_safe(provider, next, leaving, client_node) {
		broker_links_wait(provider);
		broker_provider_drain(provider);
	}
}

/* The remaining objects are being unregistered by another task. */
static bool is_left(const struct client *client)
{
	return list_empty_careful(&client->providers) && list_empty_careful(&client->consumers);
}

/*
 * Called after a failed init or after exit(), before the text is freed. A module that
 * cleans up has no objects left, unless its exit got -EALREADY: an object that another
 * task is unregistering is still in use, and must be waited for.
 *
 * All objects of the module are withdrawn in one critical section, including those that
 * another task is unregistering. Each hook is begun in a critical section that checks
 * whether either side is withdrawn. Therefore no hook is begun in the module after this
 * one, and a hook that is begun later in another module does not find the module's
 * provider alive. Calls, and hooks that were begun before, are waited for.
 */
void broker_client_going(struct module *module)
{
	struct client *client;
	LIST_HEAD(leaving);
	LIST_HEAD(orphans);

	mutex_lock(&broker_mutex);
	client = broker_client_find(module);
	if (!client) {
		mutex_unlock(&broker_mutex);
		return;
	}
	client->refs++;
	client->withdrawn = true;
	broker_holds_release(client);
	broker_consumers_orphan(client, &orphans);
	broker_providers_withdraw(client, &leaving);
	mutex_unlock(&broker_mutex);

	broker_consumers_wait(&orphans);
	broker_providers_drain(&leaving);
	while (!wait_event_timeout(broker_wait, is_left(client), REMIND_EVERY))
		pr_warn("%s: module loading may be blocked until another task has unregistered its objects\n",
			client->name);
	mutex_lock(&broker_mutex);
	broker_client_put(client);
	mutex_unlock(&broker_mutex);
}
