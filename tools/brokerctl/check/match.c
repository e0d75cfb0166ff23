// SPDX-License-Identifier: GPL-2.0-only
/*
 * Providers in the broker's order, and the provider that each consumer would get. The
 * result is that of choose() in broker/verbs/get.c, and of broker/engine/settle.c, with
 * modules that were loaded in the given order, providers before consumers. Modules that
 * the loader rejects are absent. The handshake is the broker's own code.
 *
 * A consumer of every instance has a binding for each. A provider without an instance may
 * be the template for those that a module makes at run time, so it does not compete for
 * such a consumer.
 */
#include <stdlib.h>
#include <string.h>

#include "check/match.h"

/* Among equals the one that is registered first is chosen, as in provider_is_better(). */
static bool is_better(const struct provider *a, const struct provider *b)
{
	if (a->offer->options.priority != b->offer->options.priority)
		return a->offer->options.priority > b->offer->options.priority;
	return a->offer->interface->id.minor > b->offer->interface->id.minor;
}

static bool same_interface(const struct interface *a, const struct interface *b)
{
	return !strcmp(a->name, b->name);
}

/* False if a file does not show the instance. */
static bool same_instance(const struct options *a, const struct options *b)
{
	return !a->no_instance && !b->no_instance && !strcmp(a->instance, b->instance);
}

/* Sorted by interface, in the order of first appearance; the best provider first. */
static void insert_provider(struct match *match, const struct module *module,
			    const struct offer *offer)
{
	struct provider provider = { module, offer, match->providers_count };
	size_t at = match->providers_count, i;

	for (i = 0; i < match->providers_count; i++) {
		const struct provider *other = &match->providers[i];

		if (!same_interface(other->offer->interface, offer->interface))
			continue;
		at = i + 1;
		if (same_instance(&offer->options, &other->offer->options) &&
		    is_better(&provider, other)) {
			at = i;
			break;
		}
	}
	memmove(&match->providers[at + 1], &match->providers[at],
		(match->providers_count - at) * sizeof(provider));
	match->providers[at] = provider;
	match->providers_count++;
}

static bool is_listed(const struct options *options, const char *name)
{
	const char *at = options->consumers;

	for (; at < options->consumers + options->consumers_size; at += strlen(at) + 1)
		if (!strcmp(at, name))
			return true;
	return false;
}

/* broker/objects/policy.c. The file does not show whether a signature is valid. */
static enum broker_verdict check_policy(const struct offer *offer, const struct module *consumer,
					struct broker_reason *reason)
{
	const struct options *options = &offer->options;

	if (options->flags & SIGNED_CONSUMERS && !consumer->is_signed)
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL, BROKER_SAYS_UNSIGNED,
				     BROKER_SAYS_ASKS_SIGNED);
	if (options->consumers && !is_listed(options, consumer->name))
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL,
				     BROKER_SAYS_NOT_LISTED);
	return BROKER_AGREED;
}

/* As consider() in broker/verbs/get.c. -1 without memory. */
static int consider_pin(const struct binding *binding, const struct provider *provider,
			const struct pins *pins, struct broker_reason *reason)
{
	int ret;

	if (provider->offer->options.flags & REVOCABLE_ONLY)
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL, BROKER_SAYS_NO_PINS);
	/* A provider of a two-way interface attaches, even if the file does not show it. */
	if (provider->offer->options.attaches || provider->offer->interface->id.callbacks)
		return broker_reason(reason, BROKER_NOT_ALLOWED, NULL, NULL, BROKER_SAYS_ATTACHES);
	ret = pins_close_cycle(pins, binding->consumer, provider->module);
	if (ret > 0)
		return broker_reason(reason, BROKER_CYCLE, NULL, NULL, BROKER_SAYS_CYCLE);
	return ret;
}

static int consider(struct binding *binding, struct pair *pair, const struct pins *pins)
{
	const struct offer *offer = pair->provider->offer;
	const struct need *need = binding->need;
	int ret;

	pair->reason.verdict = BROKER_AGREED;
	ret = broker_handshake(&offer->interface->contract, &need->interface->contract,
			       need->min_minor, &pair->reason);
	if (!ret)
		ret = broker_handshake_consumer(&need->interface->contract,
						offer->options.min_minor, &pair->reason);
	if (!ret)
		ret = check_policy(offer, binding->consumer, &pair->reason);
	if (!ret && need->pinned && !pair->absent)
		ret = consider_pin(binding, pair->provider, pins, &pair->reason);
	return ret < 0 ? -1 : 0;
}

/* As choose(): the reason of the best provider, unless that only has another major. */
static struct pair *most_telling(const struct binding *binding)
{
	struct pair *telling = NULL, *pair;

	for (pair = binding->pairs; pair < binding->pairs + binding->pairs_count; pair++)
		if (!pair->absent && (!telling ||
				      (telling->reason.verdict == BROKER_OTHER_MAJOR &&
				       pair->reason.verdict != BROKER_OTHER_MAJOR)))
			telling = pair;
	return telling;
}

/* As next_refusal(): all providers of its major that are better than the one it gets. */
static bool tell_better(const struct binding *binding, const struct pair *chosen)
{
	bool any = false;
	struct pair *pair;

	for (pair = binding->pairs; pair < binding->pairs + binding->pairs_count; pair++) {
		if (pair == chosen)
			break;
		pair->told = !pair->absent && pair->reason.verdict != BROKER_OTHER_MAJOR;
		any |= pair->told;
	}
	return any;
}

static void decide(struct binding *binding, struct pins *pins)
{
	struct pair *pair, *chosen = NULL;
	bool told;

	if (binding->consumer->fate == REJECTED) {
		binding->outcome = ABSENT;
		return;
	}
	for (pair = binding->pairs; !chosen && pair < binding->pairs + binding->pairs_count; pair++)
		if (!pair->absent && pair->reason.verdict == BROKER_AGREED)
			chosen = pair;
	if (chosen)
		chosen->chosen = true;
	if (!binding->need->pinned) {
		told = tell_better(binding, chosen);
		binding->outcome = chosen ? BOUND : told ? REFUSED : WAITS;
		return;
	}
	pair = chosen ? NULL : most_telling(binding);
	if (pair)
		pair->told = true;
	if (chosen)
		pins_add(pins, binding->consumer, chosen->provider->module);
	binding->outcome = chosen ? BOUND : REFUSED;
}

/* As broker_validate_terms(): is it refused whatever the provider? */
static bool is_refused(struct binding *binding)
{
	if (binding->need->pinned && binding->need->interface->id.callbacks)
		return broker_reason(&binding->reason, BROKER_MALFORMED, NULL, NULL,
				     BROKER_SAYS_TWO_WAY);
	broker_reason(&binding->reason, BROKER_NO_INTERFACE, NULL, NULL, BROKER_SAYS_NO_PROVIDER);
	return false;
}

/* Is the provider one of those that compete for the binding's instance? */
static bool competes(const struct binding *binding, const struct provider *provider)
{
	const struct options *wanted = &binding->need->options;

	if (!same_interface(provider->offer->interface, binding->need->interface))
		return false;
	if (!(wanted->flags & EVERY))
		return same_instance(wanted, &provider->offer->options);
	return provider == binding->of ||
	       (*provider->offer->options.instance &&
		same_instance(&binding->of->offer->options, &provider->offer->options));
}

/* The instance of a binding; "" if it has no name, or the file does not show it. */
const char *binding_instance(const struct binding *binding)
{
	return (binding->of ? &binding->of->offer->options : &binding->need->options)->instance;
}

static int bind(struct match *match, struct binding *binding, struct pins *pins)
{
	size_t count = is_refused(binding) ? 0 : match->providers_count, i;
	struct pair *pair;

	binding->pairs = calloc(match->providers_count + 1, sizeof(*binding->pairs));
	if (!binding->pairs)
		return -1;
	for (i = 0; i < count; i++) {
		if (!competes(binding, &match->providers[i]))
			continue;
		pair = &binding->pairs[binding->pairs_count++];
		pair->provider = &match->providers[i];
		pair->absent = pair->provider->module->fate == REJECTED ||
			       binding->consumer->fate == REJECTED;
		if (consider(binding, pair, pins))
			return -1;
	}
	decide(binding, pins);
	return 0;
}

static int allocate(struct match *match, const struct module *modules, size_t count)
{
	size_t offers = 0, i;

	for (i = 0; i < count; i++)
		offers += modules[i].offers_count;
	*match = (struct match){
		.providers = calloc(offers + 1, sizeof(*match->providers)),
	};
	return match->providers ? 0 : -1;
}

static int add_binding(struct match *match, const struct module *module, const struct need *need,
		       const struct provider *of, struct pins *pins)
{
	struct binding *binding = array_add(match->bindings, match->bindings_count);

	if (!binding)
		return -1;
	binding->consumer = module;
	binding->need = need;
	binding->of = of;
	return bind(match, binding, pins);
}

/* Is one of the last @count bindings, which are of one need, for this provider? */
static bool is_bound(const struct match *match, size_t count, const struct provider *provider)
{
	size_t i;

	for (i = match->bindings_count - count; i < match->bindings_count; i++)
		if (competes(&match->bindings[i], provider))
			return true;
	return false;
}

/* A binding for each instance, or one that waits. */
static int add_bindings_of_every(struct match *match, const struct module *module,
				 const struct need *need, struct pins *pins)
{
	size_t count = 0, i;

	for (i = 0; i < match->providers_count; i++) {
		const struct provider *provider = &match->providers[i];

		if (!same_interface(provider->offer->interface, need->interface) ||
		    is_bound(match, count, provider))
			continue;
		if (add_binding(match, module, need, provider, pins))
			return -1;
		count++;
	}
	return count ? 0 : add_binding(match, module, need, NULL, pins);
}

static int match_all(struct match *match, const struct module *modules, size_t count,
		     struct pins *pins)
{
	size_t i, j;

	for (i = 0; i < count; i++)
		for (j = 0; j < modules[i].offers_count; j++)
			insert_provider(match, &modules[i], &modules[i].offers[j]);
	for (i = 0; i < count; i++)
		for (j = 0; j < modules[i].needs_count; j++) {
			const struct need *need = &modules[i].needs[j];

			if (need->options.flags & EVERY ?
			    add_bindings_of_every(match, &modules[i], need, pins) :
			    add_binding(match, &modules[i], need, NULL, pins))
				return -1;
		}
	return 0;
}

/**
 * match_modules() - which consumer would bind to which provider
 * @match: filled; for match_free(), also after a failure
 * @modules: modules, in the order in which they would be loaded
 * @count: their number
 *
 * Return: 0, or -1 if there is no memory.
 */
int match_modules(struct match *match, const struct module *modules, size_t count)
{
	struct pins pins = {};
	int ret;

	ret = allocate(match, modules, count) ?: pins_init(&pins, modules, count) ?:
	      match_all(match, modules, count, &pins);
	free(pins.keeps);
	return ret;
}

void match_free(struct match *match)
{
	size_t i;

	for (i = 0; i < match->bindings_count; i++)
		free(match->bindings[i].pairs);
	free(match->bindings);
	free(match->providers);
	*match = (struct match){};
}
