/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who would bind to whom, if all of some modules were loaded.
 */
#ifndef _BROKERCTL_MATCH_H
#define _BROKERCTL_MATCH_H

#include "module/module.h"

/* From linux/broker/provider.h and link.h, which are the kernel's. */
#define SIGNED_CONSUMERS	0x1
#define REVOCABLE_ONLY		0x2
#define AUTOLOAD		0x1
#define EVERY			0x8

/**
 * struct provider - a provider, as the broker lists them
 * @module: whose it is
 * @offer: what it provides
 * @id: in the order in which they are registered
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
 * @told: it would be logged that it does not
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
	WAITS,		/* revocable: nobody would say anything */
	REFUSED,
	ABSENT,		/* the consumer would not be loaded */
};

/**
 * struct binding - what would become of one thing that a module requires
 * @consumer: the module
 * @need: what it requires
 * @of: the provider whose instance it is about, if it requires every instance; NULL if
 *	there is none
 * @pairs: with each provider, in the order in which the broker looks at them
 * @pairs_count: how many
 * @reason: what would be said if that is not for one of the pairs
 * @outcome: what would become of it
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

/* pins.c: which module would keep which from being unloaded */

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
