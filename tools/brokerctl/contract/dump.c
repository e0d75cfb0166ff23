// SPDX-License-Identifier: GPL-2.0-only
/*
 * brokerctl contract dump: the contracts of a file as text, each row with the word that
 * belongs to it, so that a diff shows both. file.c reads it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/output.h"
#include "common/tree.h"
#include "contract/contract.h"

/* "broker_TAG=VALUE" as "TAG VALUE", followed by @equals and the word. */
static void append_row(struct json_object *lines, const char *indent, const char *row,
		       const char *equals, const char *word, size_t length)
{
	const char *tag = strchr(row, '_') + 1, *value = strchr(row, '=') + 1;
	char *line;

	if (asprintf(&line, "%s%.*s %s%s%.*s", indent, (int)(value - 1 - tag), tag, value, equals,
		     (int)length, word) < 0)
		return;
	append_text(lines, line);
	free(line);
}

/* The contract is well formed. */
static void dump_contract(struct json_object *lines, const struct broker_contract *contract)
{
	static const char tag_abi[] = "broker_abi=";
	const char *row = contract->text, *word = row;
	size_t length;

	while (strncmp(word, tag_abi, strlen(tag_abi)))
		word += strlen(word) + 1;
	word += strlen(tag_abi);
	append_row(lines, "", row, "", "", 0);
	for (row += strlen(row) + 1; strncmp(row, tag_abi, strlen(tag_abi));
	     row += strlen(row) + 1) {
		length = strcspn(word, " ");
		append_row(lines, "    ", row, " = ", word, length);
		word += length + strspn(word + length, " ");
	}
}

static void dump_interface(struct json_object *lines, const struct interface *interface)
{
	const struct broker_contract *callbacks = broker_contract_callbacks(&interface->contract);
	const struct broker_contract *const *s;

	dump_contract(lines, &interface->contract);
	if (callbacks)
		dump_contract(lines, callbacks);
	for (s = interface->contract.structs; s && *s; s++)
		dump_contract(lines, *s);
}

/* By name and major: compilers emit them in any order. */
static int by_name(const void *a, const void *b)
{
	const struct interface *const *x = a, *const *y = b;
	int names = strcmp((*x)->name, (*y)->name);

	return names ?: (int)(*x)->id.major - (int)(*y)->id.major;
}

static size_t dump_all(struct json_object *lines, const struct module *module, const char *name)
{
	const struct interface *found[PARTS_MAX];
	size_t count = 0, i;

	for (i = 0; i < module->interfaces_count; i++)
		if (!name || !strcmp(module->interfaces[i].name, name))
			found[count++] = &module->interfaces[i];
	qsort(found, count, sizeof(*found), by_name);
	for (i = 0; i < count; i++)
		dump_interface(lines, found[i]);
	return count;
}

static int dump(const char *path, const struct module *module, const char *name)
{
	static const struct table tables[] = {
		{ "contract", NULL },
		{}
	};
	struct json_object *tree = json_object_new_object();
	int code = EXIT_FINE;

	if (dump_all(add_array(tree, "contract"), module, name)) {
		print_tree(tree, tables);
	} else if (name) {
		complain("%s has no interface '%s'", path, name);
		code = EXIT_NO;
	} else {
		complain("%s has no interface", path);
		code = EXIT_NOTHING;
	}
	json_object_put(tree);
	return code;
}

/**
 * contract_dump() - print the contracts of a file
 * @path: path of the file
 * @name: name of an interface, or NULL for all
 *
 * Return: an exit code.
 */
int contract_dump(const char *path, const char *name)
{
	struct module module;
	char why[WHY_MAX];
	int code = EXIT_TROUBLE;

	if (contract_read(&module, path, why))
		complain("%s %s", path, why);
	else
		code = dump(path, &module, name);
	module_free(&module);
	return code;
}
