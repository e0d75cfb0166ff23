// SPDX-License-Identifier: GPL-2.0-only
/*
 * Asks the kernel for one object or for all of a kind, by id or by name, and prints them.
 * A name is that of a module, or of a module or an interface followed by a slash and an
 * instance.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "netlink/netlink.h"

/* How often a list is requested again because objects changed meanwhile. */
#define TRIES	5
/* How many objects with one name are listed by their ids. */
#define SHOWN	16

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
 * @genl: the connection to the broker
 * @type: the kind
 * @array: receives the objects
 *
 * Return: an exit code; a code other than EXIT_FINE has been explained.
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
	if (type->finish_list)
		type->finish_list(array);
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
 * @genl: the connection to the broker
 * @type: its kind
 * @request: identifies the object
 * @what: the same in words
 * @object: receives its members
 *
 * Return: an exit code; a code other than EXIT_FINE has been explained.
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

/*
 * Does this member of the object have this name? A name without an instance means a
 * consumer of every instance as a whole, not its parts.
 */
static bool is_meant(struct json_object *object, const char *member, const char *name)
{
	const char *text = text_of(object, member), *slash = strchr(name, '/');

	if (!slash)
		return !strcmp(text, name) && !json_object_object_get(object, "whole");
	return strlen(text) == (size_t)(slash - name) && !strncmp(text, name, slash - name) &&
	       slash[1] && is_text(object, "instance", slash + 1);
}

/* "3 (bar_api 1), 7 (well/p0 1)": the first of the objects that are meant. */
static void complain_of_several(const struct object_type *type, const char *member,
				const char *name, struct json_object *array, size_t found)
{
	char *ids = NULL, which[128];
	size_t size, i, shown = 0;
	FILE *to = open_memstream(&ids, &size);

	for (i = 0; to && shown < SHOWN && i < json_object_array_length(array); i++) {
		struct json_object *object = json_object_array_get_idx(array, i);

		if (!is_meant(object, member, name))
			continue;
		fprintf(to, "%s%llu (%s %llu)", shown ? ", " : "", number_of(object, "id"),
			which_of(which, sizeof(which), text_of(object, "interface"), object),
			number_of(object, "major"));
		shown++;
	}
	if (to)
		fclose(to);
	complain("'%s' has %zu %s: say which by its id: %s%s", name, found, type->many,
		 ids ?: "out of memory", found > shown ? " ..." : "");
	free(ids);
}

/* Returns how many objects are meant, and the id of one of them. */
static size_t count_meant(const char *member, const char *name, struct json_object *array, u64 *id)
{
	size_t i, found = 0;

	for (i = 0; i < json_object_array_length(array); i++) {
		struct json_object *object = json_object_array_get_idx(array, i);

		if (!is_meant(object, member, name))
			continue;
		*id = number_of(object, "id");
		found++;
	}
	return found;
}

/* The only object that is meant; there may be none, or several. Modules are tried first. */
static int find_by_name(const struct object_type *type, const char *name,
			struct json_object *array, u64 *id)
{
	const char *member = "module";
	size_t found = count_meant(member, name, array, id);

	if (!found && strchr(name, '/')) {
		member = "interface";
		found = count_meant(member, name, array, id);
	}
	if (found == 1)
		return EXIT_FINE;
	if (!found) {
		complain("there is no %s of %s '%s': see brokerctl %s list", type->one,
			 strchr(name, '/') ? "an instance" : "a module", name, type->one);
		return EXIT_NO;
	}
	complain_of_several(type, member, name, array, found);
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
		code = find_by_name(type, name, array, id);
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

/* One object, by its id or its name. */
int object_get(struct genl *genl, const struct object_type *type, const char *name,
	       struct json_object *object)
{
	struct nlmsghdr *request;
	char what[128];
	int code = request_about(genl, type, name, type->get, &request);

	snprintf(what, sizeof(what), "%s %s", type->one, name);
	return code != EXIT_FINE ? code : object_ask(genl, type, request, what, object);
}

/* Have the kernel change an object, by its id or its name. */
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
 * print_answer() - print the answers to requests
 * @genl: the connection that the answers came from
 * @tree: tree with all answers
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

/* Print one object, by its id or its name. */
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
