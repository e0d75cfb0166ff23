// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl contract compare: would modules of an older and of a newer contract bind, in
 * both directions? The answer is the broker's own handshake.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/output.h"
#include "common/tree.h"
#include "contract/contract.h"

#define MINOR_MAX	9999

static const struct column interface_columns[] = {
	{ "interface", "INTERFACE" },
	{ "old", "OLD" },
	{ "new", "NEW" },
	{ "verdict", "VERDICT" },
	{ "oldconsumer", "OLD CONSUMER, NEW PROVIDER" },
	{ "newconsumer", "NEW CONSUMER, OLD PROVIDER" },
	{}
};

static const struct column difference_columns[] = {
	{ "interface", "INTERFACE" },
	{ "reason", "THE BROKER WOULD SAY" },
	{}
};

static const struct column row_columns[] = {
	{ "interface", "INTERFACE" },
	{ "row", "ROW, WITH THE MINOR THAT IT NEEDS" },
	{}
};

static const struct table tables[] = {
	{ "interfaces", interface_columns },
	{ "differences", difference_columns },
	{ "rows", row_columns },
	{ "advice", NULL },
	{ "remarks", NULL },
	{ "summary", NULL },
	{}
};

/**
 * struct comparison - the findings so far
 * @tree: the tree that is printed
 * @interfaces: member of @tree
 * @differences: member of @tree
 * @rows: member of @tree
 * @advice: member of @tree
 * @remarks: member of @tree
 * @bad: number of interfaces that are not compatible
 */
struct comparison {
	struct json_object *tree;
	struct json_object *interfaces;
	struct json_object *differences;
	struct json_object *rows;
	struct json_object *advice;
	struct json_object *remarks;
	size_t bad;
};

static void add_version(struct json_object *object, const char *key,
			const struct interface *interface)
{
	char version[24];

	snprintf(version, sizeof(version), "%u.%u", interface->id.major, interface->id.minor);
	add_text(object, key, version);
}

static struct json_object *append_interface(struct comparison *comparison,
					    const struct interface *old,
					    const struct interface *new, const char *verdict)
{
	struct json_object *object = append_object(comparison->interfaces);

	add_text(object, "interface", (old ?: new)->name);
	if (old)
		add_version(object, "old", old);
	if (new)
		add_version(object, "new", new);
	add_text(object, "verdict", verdict);
	return object;
}

static void __printf(3, 4) add_line(struct json_object *lines, const struct interface *interface,
				    const char *format, ...)
{
	char line[512];
	size_t length;
	va_list args;

	length = snprintf(line, sizeof(line), "%s: ", interface->name);
	va_start(args, format);
	vsnprintf(line + length, sizeof(line) - length, format, args);
	va_end(args);
	append_text(lines, line);
}

/* The struct that a difference is in, with its name: "struct NAME"; or 0. */
static size_t struct_length(const struct broker_reason *reason)
{
	size_t tag = strlen("struct ");

	return strncmp(reason->what, "struct ", tag) ? 0 : tag + strcspn(reason->what + tag, " ");
}

static void advise(struct json_object *advice, const struct interface *old,
		   const struct broker_reason *reason)
{
	unsigned int minor = old->id.minor, next = minor + 1;
	size_t length = struct_length(reason);

	if (next > MINOR_MAX)
		add_line(advice, old, "raise the major");
	else if (reason->verdict == BROKER_MINOR_TOO_OLD)
		add_line(advice, old, "keep the rows of minor %u; or raise the major", minor);
	else if (length)
		add_line(advice, old,
			 "keep %.*s, and declare a struct of another name for operations of minor %u; or raise the major",
			 (int)length, reason->what, next);
	else if (!strcmp(reason->what, "struct") && !*reason->want)
		add_line(advice, old,
			 "list the struct when an operation or field of minor %u is added; or raise the major",
			 next);
	else if (!strcmp(reason->what, "struct"))
		add_line(advice, old, "keep the struct; or raise the major");
	else
		add_line(advice, old,
			 "keep the rows of minor %u in their order, and add others at the end, of other names and minor %u; or raise the major",
			 minor, next);
}

static void add_difference(struct comparison *comparison, const struct interface *old,
			   const struct broker_reason *reason)
{
	struct json_object *object = append_object(comparison->differences);
	char line[BROKER_LINE_MAX];

	reason_text(line, reason);
	add_text(object, "interface", old->name);
	add_text(object, "reason", line);
	advise(comparison->advice, old, reason);
}

/* A consumer may require all operations that it was compiled with, or none of them. */
static bool old_consumer_binds(const struct interface *old, const struct broker_contract *new,
			       struct broker_reason *reason)
{
	return !broker_handshake(new, &old->contract, old->id.minor, reason);
}

static bool new_consumer_binds(const struct interface *old, const struct broker_contract *new,
			       struct broker_reason *reason)
{
	return !broker_handshake(&old->contract, new, 0, reason);
}

/* Is a larger minor all that it lacks? */
static bool needs_minor(struct comparison *comparison, const struct interface *old,
			const struct interface *new)
{
	struct json_object *rows = json_object_new_array(), *object;
	struct broker_reason reason;
	struct shifted shifted;
	bool agrees;
	size_t i;

	agrees = old->id.minor < MINOR_MAX && !contract_shift(&shifted, old, new, rows) &&
		 old_consumer_binds(old, &shifted.interface, &reason) &&
		 new_consumer_binds(old, &shifted.interface, &reason);
	for (i = 0; agrees && i < json_object_array_length(rows); i++) {
		object = append_object(comparison->rows);
		add_text(object, "interface", old->name);
		add_text(object, "row",
			 json_object_get_string(json_object_array_get_idx(rows, i)));
	}
	if (old->id.minor < MINOR_MAX)
		contract_shift_free(&shifted);
	json_object_put(rows);
	return agrees;
}

static void compare(struct comparison *comparison, const struct interface *old,
		    const struct interface *new)
{
	struct broker_reason old_reason, new_reason;
	bool old_binds = old_consumer_binds(old, &new->contract, &old_reason);
	bool new_binds = new_consumer_binds(old, &new->contract, &new_reason);
	const char *verdict = "differs";
	struct json_object *object;

	if (old_binds && new_binds)
		verdict = old->id.minor == new->id.minor ? "same" : "compatible";
	else if (needs_minor(comparison, old, new))
		verdict = "minor";
	object = append_interface(comparison, old, new, verdict);
	add_text(object, "oldconsumer", old_binds ? "binds" : "refused");
	add_text(object, "newconsumer", new_binds ? "binds" : "refused");
	if (!old->id.callbacks && new->id.callbacks)
		add_line(comparison->remarks, old,
			 "has callbacks now: a provider refuses consumers that pin it");
	if (old_binds && new_binds)
		return;
	comparison->bad++;
	if (!strcmp(verdict, "differs"))
		add_difference(comparison, old, old_binds ? &new_reason : &old_reason);
}

/* The interface with this major, or with the next larger one. */
static const struct interface *successor(const struct module *module, const struct interface *old)
{
	const struct interface *found = NULL;
	size_t i;

	for (i = 0; i < module->interfaces_count; i++) {
		const struct interface *new = &module->interfaces[i];

		if (!strcmp(new->name, old->name) && new->id.major >= old->id.major &&
		    (!found || new->id.major < found->id.major))
			found = new;
	}
	return found;
}

static bool is_successor(const struct module *old, const struct module *module,
			 const struct interface *new)
{
	size_t i;

	for (i = 0; i < old->interfaces_count; i++)
		if (successor(module, &old->interfaces[i]) == new)
			return true;
	return false;
}

static void compare_all(struct comparison *comparison, const struct module *old,
			const struct module *new)
{
	size_t i;

	for (i = 0; i < old->interfaces_count; i++) {
		const struct interface *before = &old->interfaces[i];
		const struct interface *after = successor(new, before);

		if (after && after->id.major == before->id.major) {
			compare(comparison, before, after);
			continue;
		}
		append_interface(comparison, before, after, after ? "raised" : "gone");
		comparison->bad += !after;
	}
	for (i = 0; i < new->interfaces_count; i++)
		if (!is_successor(old, new, &new->interfaces[i]))
			append_interface(comparison, NULL, &new->interfaces[i], "new");
}

static int compare_modules(const char *path, const struct module *old, const struct module *new)
{
	struct comparison comparison = { .tree = json_object_new_object() };
	char summary[64];

	if (!old->interfaces_count) {
		complain("%s has no interface", path);
		json_object_put(comparison.tree);
		return EXIT_NOTHING;
	}
	comparison.interfaces = add_array(comparison.tree, "interfaces");
	comparison.differences = add_array(comparison.tree, "differences");
	comparison.rows = add_array(comparison.tree, "rows");
	comparison.advice = add_array(comparison.tree, "advice");
	comparison.remarks = add_array(comparison.tree, "remarks");
	compare_all(&comparison, old, new);
	snprintf(summary, sizeof(summary), "%zu of %zu interfaces are not compatible",
		 comparison.bad, old->interfaces_count);
	add_text(comparison.tree, "summary", summary);
	print_tree(comparison.tree, tables);
	json_object_put(comparison.tree);
	return comparison.bad ? EXIT_NO : EXIT_FINE;
}

/**
 * contract_compare() - print how the contracts of a file have changed
 * @old: path of the older file
 * @new: path of the newer one
 *
 * Return: an exit code.
 */
int contract_compare(const char *old, const char *new)
{
	struct module modules[2] = {};
	const char *const paths[] = { old, new };
	int code = EXIT_FINE;
	char why[WHY_MAX];
	size_t i;

	for (i = 0; i < 2; i++) {
		if (!contract_read(&modules[i], paths[i], why))
			continue;
		complain("%s %s", paths[i], why);
		code = EXIT_TROUBLE;
	}
	if (code == EXIT_FINE)
		code = compare_modules(old, &modules[0], &modules[1]);
	for (i = 0; i < 2; i++)
		module_free(&modules[i]);
	return code;
}
