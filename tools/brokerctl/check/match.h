/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which consumer would bind to which provider, if all of some modules were loaded.
 */
#ifndef _BROKERCTL_MATCH_H
#define _BROKERCTL_MATCH_H

#include "module/module.h"

/* From linux/broker/provider.h and link.h, which need kernel headers. */
#define SIGNED_CONSUMERS	0x1
#define REVOCABLE_ONLY		0x2
#define AUTOLOAD		0x1
#define EVERY			0x8

/**
 * struct provider - a provider, as in the broker's list
 * @module: the module that has it
 * @offer: what it provides
 * @id: number in the order of registration
 */
struct provider {
	const struct module *module;
	const struct offer *offer;
	size_t id;
};

/**
 * struct pair - a consumer, and a provider of the same interface
 * @provider: the provider
 * @reason: the verdict
 * @absent: one of the two would not be loaded
 * @chosen: the consumer would get it
 * @told: the log would have a line that the consumer does not get it
 */
struct pair {
	const struct provider *provider;
	struct broker_reason reason;
	bool absent;
	bool chosen;
	bool told;
};

enum outcome {
	BOUND,
	WAITS,		/* revocable: without a line in the log */
	REFUSED,
	ABSENT,		/* the consumer would not be loaded */
};

/**
 * struct binding - the result for one requirement of a module
 * @consumer: the module
 * @need: the requirement
 * @of: if every instance is required, the provider whose instance this binding is for;
 *	NULL if there is none
 * @pairs: pairs with each provider, in the order in which the broker looks at them
 * @pairs_count: their number
 * @reason: the reason of a refusal, if it is not that of one of the pairs
 * @outcome: the result
 */
struct binding {
	const struct module *consumer;
	const struct need *need;
	const struct provider *of;
	struct pair *pairs;
	size_t pairs_count;
	struct broker_reason reason;
	enum outcome outcome;
};

struct match {
	struct provider *providers;
	size_t providers_count;
	struct binding *bindings;
	size_t bindings_count;
};

int match_modules(struct match *match, const struct module *modules, size_t count);
void match_free(struct match *match);
const char *binding_instance(const struct binding *binding);

/* pins.c: which module would prevent the unload of which other module */

struct pins {
	const struct module *modules;
	size_t count;
	bool *keeps;	/* keeps[a * count + b]: a keeps b */
};

int pins_init(struct pins *pins, const struct module *modules, size_t count);
void pins_add(struct pins *pins, const struct module *consumer, const struct module *provider);
int pins_close_cycle(const struct pins *pins, const struct module *consumer,
		     const struct module *provider);

#endif
