// SPDX-License-Identifier: GPL-2.0-only
/*
 * check --types: the types behind the functions of each consumer and provider, down to
 * their basic parts. Compares what a contract does not see, if both files have debug
 * information.
 */
#include <dwarf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "common/output.h"
#include "common/tree.h"
#include "dwarf/differ.h"

/* The debug information of a module; opened once. */
struct opened {
	enum types_open state;
	bool is_tried;
	char why[WHY_MAX];
	struct types types;
};

static struct opened *open_once(struct opened *all, const struct check *check,
				const struct module *module)
{
	struct opened *opened = &all[module - check->modules];

	if (!opened->is_tried) {
		opened->is_tried = true;
		opened->state = types_open(&opened->types, module->path, opened->why);
	}
	return opened;
}

/* NULL if the whole table could be compared; else the reason why not. */
static const char *compare_table(struct differ *differ, const struct interface *interface,
				 const char *kind, const char *what, bool *differs)
{
	char name[NAME_SIZE + 16];
	Dwarf_Die tables[2];

	snprintf(name, sizeof(name), "%s_%s", interface->name, kind);
	if (!types_find(differ->types[0], DW_TAG_structure_type, name, &tables[0]) ||
	    !types_find(differ->types[1], DW_TAG_structure_type, name, &tables[1]))
		return "the debug information of one does not have the table";
	*differs = types_differ(differ, tables[0], tables[1], what);
	return differ->incomplete ? "there are too many types to compare" : NULL;
}

static const char *compare(struct differ *differ, const struct interface *provided,
			   const struct interface *wanted, bool *differs)
{
	const char *why = NULL;

	if (provided->id.ops && wanted->id.ops)
		why = compare_table(differ, provided, "ops", "op", differs);
	if (!why && !*differs && provided->id.callbacks && wanted->id.callbacks)
		why = compare_table(differ, provided, "callbacks", "callback", differs);
	return why;
}

static void add_verdict(struct json_object *types, const struct binding *binding,
			const struct pair *pair, const char *verdict, const char *difference)
{
	struct json_object *object = append_object(types);

	add_text(object, "consumer", binding->consumer->name);
	add_text(object, "provider", pair->provider->module->name);
	add_text(object, "interface", binding->need->interface->name);
	add_text(object, "types", verdict);
	if (difference)
		add_text(object, "difference", difference);
}

static int judge(struct json_object *types, const struct binding *binding,
		 const struct pair *pair, struct opened *provider, struct opened *consumer)
{
	struct differ differ = { .types = { &provider->types, &consumer->types } };
	char difference[sizeof(differ.path) + sizeof(differ.what) + 8];
	struct opened *blind = provider->state ? provider : consumer->state ? consumer : NULL;
	const char *why = NULL;
	bool differs = false;

	if (blind) {
		const struct module *module = blind == provider ? pair->provider->module :
								  binding->consumer;

		snprintf(difference, sizeof(difference), "%s %s", module->name, blind->why);
		add_verdict(types, binding, pair, "unseen", difference);
		return EXIT_UNSEEN;
	}
	why = compare(&differ, pair->provider->offer->interface, binding->need->interface,
		      &differs);
	snprintf(difference, sizeof(difference), "%s: %s", differ.path, differ.what);
	differ_free(&differ);
	if (differs)
		add_verdict(types, binding, pair, "differ", difference);
	else
		add_verdict(types, binding, pair, why ? "unseen" : "same", why);
	return differs ? EXIT_NO : why ? EXIT_UNSEEN : EXIT_FINE;
}

static bool same_major(const struct binding *binding, const struct pair *pair)
{
	return pair->provider->offer->interface->id.major == binding->need->interface->id.major;
}

static int judge_all(struct json_object *types, const struct check *check, struct opened *opened)
{
	int code = EXIT_FINE, one;
	size_t i, j;

	for (i = 0; i < check->match.bindings_count; i++) {
		const struct binding *binding = &check->match.bindings[i];

		for (j = 0; j < binding->pairs_count; j++) {
			const struct pair *pair = &binding->pairs[j];

			if (!same_major(binding, pair))
				continue;
			one = judge(types, binding, pair,
				    open_once(opened, check, pair->provider->module),
				    open_once(opened, check, binding->consumer));
			if (code != EXIT_NO && one != EXIT_FINE)
				code = one;
		}
	}
	return code;
}

/**
 * add_types() - compare the types of all pairs
 * @tree: receives the findings
 * @check: what is judged
 *
 * Return: EXIT_FINE if they are the same, EXIT_NO if some differ, or EXIT_UNSEEN.
 */
int add_types(struct json_object *tree, const struct check *check)
{
	struct opened *opened = calloc(check->count + 1, sizeof(*opened));
	int code = EXIT_UNSEEN;
	size_t i;

	if (!opened) {
		complain("out of memory");
		return EXIT_TROUBLE;
	}
	code = judge_all(add_array(tree, "types"), check, opened);
	for (i = 0; i < check->count; i++)
		types_close(&opened[i].types);
	free(opened);
	return code;
}
