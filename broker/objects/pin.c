// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pin is all the holds that one module has on another. It shows in sysfs the
 * way the loader shows a symbol dependency, so that lsmod(8) names the user, and
 * it must not close a cycle: two modules that pin each other stay for ever.
 */
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "objects/client.h"
#include "objects/object.h"
#include "objects/pin.h"

/*
 * The loader makes the same link for a symbol dependency, perhaps after us: a
 * parameter may be written before, and a link that is there would fail the
 * consumer's load. It is too early for a link while the consumer's parameters are
 * parsed; broker_pins_link() tries again. A link that cannot be made harms nobody.
 */
static void pin_link(struct pin *pin)
{
	struct kobject *holders = pin->provider->module->holders_dir;

	if (!pin->linked && holders &&
	    !broker_client_links(pin->consumer->module, pin->provider->module))
		pin->linked = broker_client_show_user(pin->consumer, holders);
}

/* When the consumer has turned live: make the links that are missing. */
void broker_pins_link(struct client *consumer)
{
	struct pin *pin;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(pin, &consumer->pins, node)
		pin_link(pin);
}

/* The pin of a module, or NULL for a client that is none yet, on another one. */
struct pin *broker_pin_find(const struct client *consumer, const struct module *provider)
{
	struct pin *pin;

	lockdep_assert_held(&broker_mutex);
	if (consumer)
		list_for_each_entry(pin, &consumer->pins, node)
			if (pin->provider->module == provider)
				return pin;
	return NULL;
}

/**
 * broker_pin_get() - count one more hold
 * @consumer: whose hold it is
 * @provider: on whom
 * @spare: memory for a new pin; NULL afterwards if it was used
 *
 * Return: the pin of the two.
 */
struct pin *broker_pin_get(struct client *consumer, struct client *provider, struct pin **spare)
{
	struct pin *pin;

	lockdep_assert_held(&broker_mutex);
	pin = broker_pin_find(consumer, provider->module);
	if (!pin) {
		pin = *spare;
		*spare = NULL;
		pin->consumer = consumer;
		pin->provider = provider;
		consumer->refs++;
		provider->refs++;
		list_add(&pin->node, &consumer->pins);
		pin_link(pin);
	}
	pin->holds++;
	return pin;
}

/* Count one hold less; with the last the link goes and the pin is freed. */
void broker_pin_put(struct pin *pin)
{
	lockdep_assert_held(&broker_mutex);
	if (--pin->holds)
		return;
	if (pin->linked)
		sysfs_remove_link(pin->provider->module->holders_dir, pin->consumer->name);
	list_del(&pin->node);
	broker_client_put(pin->provider);
	broker_client_put(pin->consumer);
	kfree(pin);
}

struct walk {
	struct module **seen;
	unsigned int count;
	unsigned int room;
	struct module *few[16];		/* most often enough */
};

static void walk_free(struct walk *walk)
{
	if (walk->seen != walk->few)
		kfree(walk->seen);
}

static int walk_grow(struct walk *walk)
{
	unsigned int room = 2 * walk->room;
	struct module **seen = kmalloc_array(room, sizeof(*seen), GFP_NOIO);

	if (!seen)
		return -ENOMEM;
	memcpy(seen, walk->seen, walk->count * sizeof(*seen));
	walk_free(walk);
	walk->seen = seen;
	walk->room = room;
	return 0;
}

static int walk_add(struct walk *walk, struct module *module)
{
	unsigned int i;

	if (!module)
		return 0;
	for (i = 0; i < walk->count; i++)
		if (walk->seen[i] == module)
			return 0;
	if (walk->count == walk->room && walk_grow(walk))
		return -ENOMEM;
	walk->seen[walk->count++] = module;
	return 0;
}

/* Add what @module keeps from being unloaded. */
static int walk_follow(struct walk *walk, struct module *module)
{
	struct client *client = broker_client_find(module);
	const struct symbol_use *use;
	struct pin *pin;
	int ret = 0;

	if (client)
		list_for_each_entry(pin, &client->pins, node)
			ret = ret ?: walk_add(walk, pin->provider->module);
	list_for_each_entry(use, &module->target_list, target_list)
		ret = ret ?: walk_add(walk, symbol_use_target(use, module));
	return ret;
}

/* 1 if @consumer is met on the way from @provider, 0 if not, -ENOMEM. */
static int walk_meets(struct module *consumer, struct module *provider)
{
	struct walk walk = { .seen = walk.few, .room = ARRAY_SIZE(walk.few) };
	unsigned int i;
	int ret;

	ret = walk_add(&walk, provider);
	for (i = 0; !ret && i < walk.count; i++) {
		if (walk.seen[i] == consumer)
			ret = 1;
		else
			ret = walk_follow(&walk, walk.seen[i]);
	}
	walk_free(&walk);
	return ret;
}

/**
 * broker_pin_closes_cycle() - would a hold make two modules pin each other?
 * @consumer: who would hold
 * @provider: on whom; the caller has a reference to it
 *
 * Walks from @provider along holds and symbol dependencies. The loader's list
 * of the latter is read without its lock, which is not exported: a module's
 * own list is written while the module is loaded, before its init, and when it
 * is freed; every module on the walk is past the one and, being pinned by the
 * one before it, kept from the other. References that symbol_get() took
 * leave no trace and are not seen.
 *
 * Who pins @provider already need not be looked at: this way is there, and what
 * would have closed it since was a hold, which met it and was refused. A symbol
 * dependency closes none: a module has all of its own before others can find it.
 *
 * Return: 1 if it would, 0 if not, -ENOMEM.
 */
int broker_pin_closes_cycle(struct module *consumer, struct module *provider)
{
	lockdep_assert_held(&broker_mutex);
	if (broker_pin_find(broker_client_find(consumer), provider))
		return 0;
	return walk_meets(consumer, provider);
}
