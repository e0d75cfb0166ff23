// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pin is all the holds that one module has on another. It appears in sysfs the way
 * the loader shows a symbol dependency, so that lsmod(8) shows the user. It must not
 * close a cycle: two modules that pin each other can never be unloaded.
 */
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "objects/client.h"
#include "objects/object.h"
#include "objects/pin.h"

/*
 * The loader makes the same link for a symbol dependency, perhaps after us: a parameter
 * may be written before, and an existing link would fail the consumer's load. It is too
 * early for a link while the consumer's parameters are parsed; broker_pins_link() tries
 * again. A link that cannot be made does no harm.
 */
static void pin_link(struct pin *pin)
{
	struct kobject *holders = pin->provider->module->holders_dir;

	if (!pin->linked && holders &&
	    !broker_client_links(pin->consumer->module, pin->provider->module))
		pin->linked = broker_client_show_user(pin->consumer, holders);
}

/* The consumer is live now: make the links that are missing. */
void broker_pins_link(struct client *consumer)
{
	struct pin *pin;

	lockdep_assert_held(&broker_mutex);
	list_for_each_entry(pin, &consumer->pins, node)
		pin_link(pin);
}

/*
 * Returns the pin of a client on a module, or NULL. @consumer is NULL if the module is
 * not a client yet.
 */
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
 * @consumer: the client that has the hold
 * @provider: the client that the hold is on
 * @spare: memory for a new pin; NULL afterwards if it was used
 *
 * Return: the pin of @consumer on @provider.
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

/* Count one hold less; after the last one the link is removed and the pin freed. */
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

/* Add the modules that @module keeps from being unloaded. */
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

/* Returns 1 if @consumer is met on the way from @provider, 0 if not, or -ENOMEM. */
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
 * @consumer: the module that would have the hold
 * @provider: the module that the hold would be on; the caller has a reference to it
 *
 * Walks from @provider along holds and symbol dependencies. The loader's list of symbol
 * dependencies is read without its lock, which is not exported: a module's own list is
 * written while the module is loaded, before its init, and when the module is freed.
 * Every module on the walk is past the former, and the module before it, which pins it,
 * keeps it from the latter. References that symbol_get() took leave no trace and are
 * not seen.
 *
 * A consumer that already pins @provider need not be checked: that edge exists, and any
 * hold that would have closed a cycle since then met the edge and was refused. A symbol
 * dependency closes no cycle: a module has all of its own before other modules can find
 * it.
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
