// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pinned consumers: broker_get() finds a provider and takes a reference to its
 * module in one critical section; the calls then go straight through the
 * table. A handle is a number, which is looked up and checked against its owner, so
 * that a stale handle, or one of another module, does no harm.
 */
#include <linux/async.h>
#include <linux/delay.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#include "engine/load.h"
#include "handshake/handshake.h"
#include "objects/client.h"
#include "objects/hold.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/pin.h"
#include "objects/policy.h"
#include "objects/provider.h"
#include "objects/refusal.h"
#include "objects/warn.h"
#include "verbs/export.h"
#include "verbs/validate.h"

/* One broker_get() */
struct attempt {
	struct broker_request request;
	struct broker_identity id;
	struct broker_reason reason;	/* if it is refused */
	char provider[MODULE_NAME_LEN];	/* that the reason is about */
	struct hold *hold;
	struct client *client;		/* spare, if there is none yet */
	struct pin *pin;		/* likewise */
	unsigned int generation;	/* of the registry, when we looked */
	bool may_wait;
};

/*
 * Allocate the memory for a hold on the provider before anything is changed. The mutex
 * is held, because only then it is known which objects already exist.
 */
static int attempt_alloc(struct attempt *a, const struct provider *provider)
{
	struct module *owner = a->request.owner;
	struct client *client = broker_client_find(owner);
	bool pinned = broker_pin_find(client, provider->desc.owner);

	a->hold = kzalloc(struct_size(a->hold, padded, a->id.ops), GFP_NOIO);
	if (!client)
		a->client = broker_client_alloc(owner, GFP_NOIO);
	if (!pinned)
		a->pin = kzalloc(sizeof(*a->pin), GFP_NOIO);
	if (a->hold && (client || a->client) && (pinned || a->pin))
		return 0;
	kfree(a->hold);
	kfree(a->client);
	kfree(a->pin);
	return -ENOMEM;
}

/*
 * On success a reference to the provider's module is held. The contract of @same is
 * already known to agree.
 */
static int consider(struct attempt *a, struct provider *provider, const struct provider *same,
		    struct broker_reason *reason)
{
	struct module *owner = provider->desc.owner;
	int ret;

	if (provider == same)
		ret = broker_policy_check_consumer(&provider->desc, a->request.owner, reason);
	else
		ret = broker_provider_agrees(provider, a->request.contract, a->request.min_minor,
					     a->request.owner, reason);
	if (ret)
		return ret;
	if (provider->desc.flags & BROKER_REVOCABLE_ONLY)
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL,
				     BROKER_SAYS_NO_PINS);
	if (provider->desc.attach)
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL,
				     BROKER_SAYS_ATTACHES);
	if (provider->state == PROVIDER_PENDING)
		return broker_reason(reason, BROKER_PENDING, NULL, NULL,
				     "it is still initialising");
	if (provider->drained)
		return broker_reason(reason, BROKER_GONE, NULL, NULL,
				     "an administrator has drained it");
	if (!try_module_get(owner))
		return broker_reason(reason, BROKER_GONE, NULL, NULL, "it is being unloaded");
	ret = broker_pin_closes_cycle(a->request.owner, owner);
	if (ret)
		module_put(owner);
	if (ret > 0)
		return broker_reason(reason, BROKER_CYCLE, NULL, NULL,
				     BROKER_SAYS_CYCLE);
	return ret;
}

/* An init that returns -ENOENT makes insmod(8) print "Unknown symbol in module". */
static int no_provider(struct attempt *a)
{
	bool in_init = a->request.owner->state == MODULE_STATE_COMING;

	return broker_reason(&a->reason, BROKER_NO_INTERFACE, NULL, NULL,
			     BROKER_SAYS_NO_PROVIDER "%s",
			     in_init ? "; no symbol is missing" : "");
}

/*
 * Choose the best available provider of the instance without a name. If none is available,
 * a pending one is worth waiting for; otherwise the best one's reason is reported.
 */
static int choose(struct attempt *a, const struct provider *same, struct provider **chosen)
{
	struct interface *interface = same ? same->interface->unnamed :
						broker_interface_find(&a->id, "");
	static struct broker_reason this;	/* too large for the stack */
	struct broker_reason *reason = &a->reason;
	struct provider *provider;
	int ret;

	lockdep_assert_held(&broker_mutex);
	reason->verdict = BROKER_NO_INTERFACE;
	a->provider[0] = '\0';
	if (!interface)
		return no_provider(a);
	list_for_each_entry(provider, &interface->providers, interface_node) {
		ret = consider(a, provider, same, &this);
		*chosen = provider;
		if (ret <= 0)
			return ret;
		if (reason->verdict == BROKER_NO_INTERFACE ||
		    (reason->verdict == BROKER_OTHER_MAJOR && ret != BROKER_OTHER_MAJOR) ||
		    (reason->verdict != BROKER_PENDING && ret == BROKER_PENDING)) {
			*reason = this;
			strscpy(a->provider, provider->client->name, sizeof(a->provider));
		}
	}
	return reason->verdict == BROKER_NO_INTERFACE ? no_provider(a) : reason->verdict;
}

/* Returns the handle. */
static unsigned long hold_add(struct attempt *a, struct provider *provider)
{
	struct client *client = broker_client_get(a->request.owner, &a->client);
	struct hold *hold = a->hold;

	a->hold = NULL;
	hold->minor = a->id.minor;
	hold->min_minor = a->request.min_minor;
	hold->pin = broker_pin_get(client, provider->client, &a->pin);
	broker_client_put(client);		/* the pin has its own reference */
	return broker_hold_publish(hold, provider);
}

static bool has_pending_provider(const struct module *module)
{
	const struct client *client = broker_client_find(module);
	const struct provider *provider;

	if (client)
		list_for_each_entry(provider, &client->providers, client_node)
			if (provider->state == PROVIDER_PENDING)
				return true;
	return false;
}

static int try_get(struct attempt *a, const void **table, unsigned long *handle)
{
	struct provider *provider, *same;
	int ret;

	lockdep_assert_held(&broker_mutex);
	a->generation = broker_registry_generation();
	a->may_wait = false;
	ret = broker_validate_terms(&a->request, &a->id, &same, &a->reason);
	if (ret)
		return ret;
	if (a->request.owner->state == MODULE_STATE_GOING)
		return broker_reason(&a->reason, BROKER_GONE, NULL, NULL,
				     "the consumer is being unloaded");
	ret = choose(a, same, &provider);
	/* Two modules whose inits request each other's tables must not wait for each other. */
	a->may_wait = ret == BROKER_PENDING && !has_pending_provider(a->request.owner);
	if (ret)
		return ret;
	ret = attempt_alloc(a, provider);
	if (ret) {
		module_put(provider->desc.owner);
		return ret;
	}
	*table = broker_provider_table(provider, &a->id, a->request.fallback, a->hold->padded);
	*handle = hold_add(a, provider);
	return 0;
}

static bool has_changed(const struct attempt *a)
{
	return broker_registry_generation() != a->generation;
}

/* Tries again whenever the registry changes, while only a pending provider matches. */
static int get_or_wait(struct attempt *a, const void **table, unsigned long *handle)
{
	long left = PENDING_TIMEOUT;
	int ret;

	for (;;) {
		mutex_lock(&broker_mutex);
		ret = try_get(a, table, handle);
		mutex_unlock(&broker_mutex);
		if (!left || !a->may_wait)
			return ret;
		left = wait_event_interruptible_timeout(broker_wait, has_changed(a), left);
		if (left < 0)
			return -EINTR;
	}
}

/*
 * May loading another provider help? Not if one is pending, as it was waited for, or if
 * an administrator has drained one.
 */
static bool is_worth_loading(const struct attempt *a, int ret)
{
	if (!(a->request.flags & BROKER_AUTOLOAD))
		return false;
	return ret == BROKER_NO_INTERFACE || ret == BROKER_OTHER_MAJOR ||
	       ret == BROKER_MINOR_TOO_OLD || ret == BROKER_CONTRACT_DIFFERS ||
	       ret == BROKER_NOT_ALLOWED || ret == BROKER_CONSUMER_TOO_OLD;
}

/* The reason of a provider of this major is kept, as it is more specific. */
static int not_loaded(struct attempt *a, int ret, const char *why)
{
	if (ret == BROKER_NO_INTERFACE || ret == BROKER_OTHER_MAJOR)
		broker_reason(&a->reason, ret, NULL, NULL, "no provider, and %s", why);
	return ret;
}

static int load(struct attempt *a)
{
	int ret;

	mutex_lock(&broker_mutex);
	ret = broker_provider_load(&a->id, true);
	mutex_unlock(&broker_mutex);
	return ret;
}

/* modprobe(8) from an async probe would wait for itself; the kernel warns. */
static int get_or_load(struct attempt *a, const void **table, unsigned long *handle)
{
	unsigned long end = jiffies + PENDING_TIMEOUT;
	int ret = get_or_wait(a, table, handle);

	while (is_worth_loading(a, ret)) {
		int loaded;

		if (current_is_async())
			return not_loaded(a, ret, "an async probe cannot load one");
		loaded = load(a);
		if (loaded == -EINTR)
			return loaded;
		if (!loaded)
			return get_or_wait(a, table, handle);
		if (time_after(jiffies, end))
			return not_loaded(a, ret, "the kernel was too busy to run modprobe");
		if (msleep_interruptible(LOAD_PAUSE))
			return -EINTR;
		ret = get_or_wait(a, table, handle);
	}
	return ret;
}

/* The report for tools is allocated and filled in only when it is needed. */
static int attempt_refused(struct attempt *a, const struct broker_request *request)
{
	struct refusal *refusal = kzalloc(sizeof(*refusal), GFP_KERNEL);

	if (!refusal)
		return -ENOMEM;
	refusal->reason = a->reason;
	strscpy(refusal->provider, a->provider, sizeof(refusal->provider));
	if (a->id.name)
		broker_refusal_of(refusal, &a->id, "");
	broker_client_name(refusal->consumer, broker_request_owner(request));
	return broker_refusal_report(refusal);
}

/* See broker_get(). */
struct broker_handle *broker_hold_get(const struct broker_request *request, const void **table)
{
	struct attempt a = {};
	unsigned long handle = 0;
	int ret;

	might_sleep();
	ret = broker_validate_request(request, &a.request, &a.reason);
	ret = ret ?: get_or_load(&a, table, &handle);
	if (ret > 0)
		ret = attempt_refused(&a, request);
	return ret ? ERR_PTR(ret) : (struct broker_handle *)handle;
}

/* See broker_put(). */
void broker_hold_put(struct broker_handle *handle, struct module *owner)
{
	char name[MODULE_NAME_LEN];
	struct hold *hold;

	might_sleep();
	if (!handle)
		return;
	mutex_lock(&broker_mutex);
	hold = broker_hold_find((unsigned long)handle);
	if (hold && hold->pin->consumer->module == owner)
		broker_hold_release(hold);
	else
		broker_warn_limited("%s: put of a handle that it does not have",
				    broker_client_name(name, owner));
	mutex_unlock(&broker_mutex);
}
