// SPDX-License-Identifier: GPL-2.0-only
/*
 * Asking the kernel for one object or for all of a kind, by id or by the name of
 * the module, and printing them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "netlink/netlink.h"

/* How often a list is asked for anew, since things changed meanwhile. */
#define TRIES	5

struct collection {
	const struct object_type *type;
	struct json_object *array;
};

static void collect(int command, const void *attributes, size_t size, void *data)
{
	struct collection *to = data;

	if (command == to->type->get)
		object_parse(to->type, attributes, size, append_object(to->array));
}

static void empty(struct json_object *array)
{
	json_object_array_del_idx(array, 0, json_object_array_length(array));
}

/**
 * objects_get() - ask for all objects of a kind
 * @genl: whom
 * @type: the kind
 * @array: gets them
 *
 * Return: an exit code; what is not EXIT_FINE was explained.
 */
int objects_get(struct genl *genl, const struct object_type *type, struct json_object *array)
{
	struct collection to = { type, array };
	bool interrupted = true;
	int i, ret;

	for (i = 0; i < TRIES && interrupted; i++) {
		empty(array);
		ret = genl_dump(genl, type->get, collect, &to, &interrupted);
		if (ret)
			return genl_failed(genl, ret, type->rights, type->many);
	}
	genl->interrupted |= interrupted;
	if (interrupted)
		complain("%s: changed %d times while they were read; the list may be inconsistent",
			 type->many, TRIES);
	return EXIT_FINE;
}

struct single {
	const struct object_type *type;
	struct json_object *object;
	bool found;
};

static void take_one(int command, const void *attributes, size_t size, void *data)
{
	struct single *to = data;

	if (command != to->type->get || to->found)
		return;
	object_parse(to->type, attributes, size, to->object);
	to->found = true;
}

/**
 * object_ask() - send a request that asks for one object
 * @genl: whom
 * @type: its kind
 * @request: which one
 * @what: the same in words
 * @object: gets its members
 *
 * Return: an exit code; what is not EXIT_FINE was explained.
 */
int object_ask(struct genl *genl, const struct object_type *type, struct nlmsghdr *request,
	       const char *what, struct json_object *object)
{
	struct single to = { type, object, false };
	int ret = genl_call(genl, request, take_one, &to);

	if (!ret && !to.found)
		ret = ENOENT;
	return ret ? genl_failed(genl, ret, type->rights, what) : EXIT_FINE;
}

/* "3 (well 1), 7 (bar_api 1)": all objects of a module. */
static void complain_of_several(const struct object_type *type, const char *name,
				struct json_object *array, size_t found)
{
	char *ids = NULL;
	size_t size, i;
	FILE *to = open_memstream(&ids, &size);
	const char *separator = "";

	for (i = 0; to && i < json_object_array_length(array); i++) {
		struct json_object *object = json_object_array_get_idx(array, i);

		if (!is_text(object, "module", name))
			continue;
		fprintf(to, "%s%llu (%s %llu)", separator, number_of(object, "id"),
			text_of(object, "interface"), number_of(object, "major"));
		separator = ", ";
	}
	if (to)
		fclose(to);
	complain("'%s' has %zu %s: say which by its id: %s", name, found, type->many,
		 ids ?: "out of memory");
	free(ids);
}

/* The only object of a module; there may be none, or more. */
static int find_by_module(const struct object_type *type, const char *name,
			  struct json_object *array, u64 *id)
{
	size_t i, found = 0;

	for (i = 0; i < json_object_array_length(array); i++) {
		struct json_object *object = json_object_array_get_idx(array, i);

		if (!is_text(object, "module", name))
			continue;
		*id = number_of(object, "id");
		found++;
	}
	if (found == 1)
		return EXIT_FINE;
	if (!found) {
		complain("there is no %s of a module '%s': see brokerctl %s list",
			 type->one, name, type->one);
		return EXIT_NO;
	}
	complain_of_several(type, name, array, found);
	return EXIT_TROUBLE;
}

static int find_id(struct genl *genl, const struct object_type *type, const char *name,
		   u64 *id)
{
	struct json_object *array;
	int code;

	if (parse_number(name, id))
		return EXIT_FINE;
	if (!type->has_module) {
		complain("'%s' is not the id of a %s: see brokerctl %s list", name, type->one,
			 type->one);
		return EXIT_TROUBLE;
	}
	array = json_object_new_array();
	code = objects_get(genl, type, array);
	if (code == EXIT_FINE)
		code = find_by_module(type, name, array, id);
	json_object_put(array);
	return code;
}

/* A request about the object called @name. */
static int request_about(struct genl *genl, const struct object_type *type, const char *name,
			 int command, struct nlmsghdr **request)
{
	u64 id;
	int code = find_id(genl, type, name, &id);

	if (code != EXIT_FINE)
		return code;
	*request = genl_request(genl, command);
	mnl_attr_put_u64(*request, type->id, id);
	return EXIT_FINE;
}

/* One object, by its id or the name of its module. */
int object_get(struct genl *genl, const struct object_type *type, const char *name,
	       struct json_object *object)
{
	struct nlmsghdr *request;
	char what[128];
	int code = request_about(genl, type, name, type->get, &request);

	snprintf(what, sizeof(what), "%s %s", type->one, name);
	return code != EXIT_FINE ? code : object_ask(genl, type, request, what, object);
}

/* Let the kernel do something to an object, by its id or the name of its module. */
int object_change(struct genl *genl, const struct object_type *type, const char *name,
		  int command)
{
	struct nlmsghdr *request;
	char what[128];
	int code = request_about(genl, type, name, command, &request);
	int ret;

	if (code != EXIT_FINE)
		return code;
	snprintf(what, sizeof(what), "%s %s", type->one, name);
	ret = genl_call(genl, request, NULL, NULL);
	return ret ? genl_failed(genl, ret, CHANGE_RIGHTS, what) : EXIT_FINE;
}

/**
 * print_answer() - print what was asked for
 * @genl: of whom
 * @tree: with all that was got
 * @tables: as for print_tree()
 */
void print_answer(const struct genl *genl, struct json_object *tree, const struct table *tables)
{
	if (genl->interrupted)
		add_bool(tree, "interrupted", true);
	print_tree(tree, tables);
}

/* Print all objects of a kind. */
int objects_print(struct genl *genl, const struct object_type *type, const struct table *tables)
{
	struct json_object *tree = json_object_new_object();
	int code = objects_get(genl, type, add_array(tree, type->many));

	if (code == EXIT_FINE)
		print_answer(genl, tree, tables);
	json_object_put(tree);
	return code;
}

/* Print one object, by its id or the name of its module. */
int object_print(struct genl *genl, const struct object_type *type, const char *name,
		 const struct table *tables)
{
	struct json_object *tree = json_object_new_object();
	struct json_object *object = json_object_new_object();
	int code;

	json_object_object_add(tree, type->one, object);
	code = object_get(genl, type, name, object);
	if (code == EXIT_FINE)
		print_answer(genl, tree, tables);
	json_object_put(tree);
	return code;
}
