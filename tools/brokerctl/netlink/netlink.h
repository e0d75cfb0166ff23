/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the commands that ask the kernel do so, a section for each file. Trees
 * are built from what it answers as the answer comes.
 */
#ifndef _BROKERCTL_NETLINK_H
#define _BROKERCTL_NETLINK_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/types.h>
#include <json-c/json.h>
#include <libmnl/libmnl.h>

#include "common/output.h"
#include "common/tree.h"

/* answer.c: what is in a buffer that came from the kernel */

typedef void each_message(int command, const void *attributes, size_t size, void *data);

/**
 * struct answer - what was asked, and what has been answered so far
 * @family: type of the messages that count
 * @seq: of the request; messages of another one are left out, those of events
 *	have 0
 * @each: called for each message
 * @data: for @each
 * @done: the last message is there
 * @interrupted: something changed meanwhile, and the dump is of no one moment
 * @error: a positive errno, or 0
 * @message: what the kernel says about it in words; may be empty
 */
struct answer {
	u16 family;
	u32 seq;
	each_message *each;
	void *data;
	bool done;
	bool interrupted;
	int error;
	char message[256];
};

void answer_take(struct answer *answer, const void *buffer, size_t length);

/* genl.c: the broker's family */

/**
 * struct genl - a socket, and what the family is called on it
 * @socket: where to
 * @family: its number
 * @events: number of its group of events
 * @seq: counts requests
 * @interrupted: a list that was asked for is of no one moment
 * @message: what the kernel had to say about the last error; may be empty
 */
struct genl {
	struct mnl_socket *socket;
	u16 family;
	u32 events;
	u32 seq;
	bool interrupted;
	char message[256];
};

int genl_open(struct genl *genl);
void genl_close(struct genl *genl);
struct nlmsghdr *genl_request(struct genl *genl, int command);
int genl_call(struct genl *genl, struct nlmsghdr *request, each_message *each, void *data);
int genl_dump(struct genl *genl, int command, each_message *each, void *data,
	      bool *interrupted);
ssize_t genl_receive(struct genl *genl, const void **buffer);
bool genl_gone(struct genl *genl);
int genl_failed(struct genl *genl, int error, const char *rights, const char *what);

/* object.c: the objects of the spec */

enum kind {
	KIND_NONE,
	KIND_TEXT,
	KIND_YES,	/* u8, 0 or 1 */
	KIND_U32,
	KIND_S32,
	KIND_U64,
	KIND_HEX,	/* u32 as eight digits */
	KIND_SECONDS,	/* u64, milliseconds */
	KIND_NAME,	/* u32, an index of names */
	KIND_FLAGS,	/* u32, each bit has a name */
	KIND_ERRNO,	/* u32 */
	KIND_TEXTS,	/* as many as there are */
	KIND_LINKS,	/* nested, as many as there are */
};

/**
 * struct field - what becomes of an attribute
 * @key: the member of the tree
 * @kind: what the attribute is
 * @names: of values, or of bits
 * @names_count: how many are known
 * @beside: for an array, a member that is shown to those who may see the array: where
 *	it is there and the array is not, the array is empty; else nobody knows
 */
struct field {
	const char *key;
	enum kind kind;
	const char *const *names;
	size_t names_count;
	const char *beside;
};

/**
 * struct object_type - a kind of objects the kernel has
 * @one: what one is called, also as a member of a tree
 * @many: what an array of them is called
 * @fields: by number of attribute
 * @fields_count: how many
 * @get: command that asks for one or all
 * @id: attribute that says which one
 * @has_module: each is of a module, by whose name it can be called
 * @rights: what it takes to ask, in words; NULL: nothing
 * @finish: adds what follows from other members; may be NULL
 * @finish_list: adds what follows from other objects of the list; may be NULL
 */
struct object_type {
	const char *one;
	const char *many;
	const struct field *fields;
	size_t fields_count;
	int get;
	int id;
	bool has_module;
	const char *rights;
	void (*finish)(struct json_object *object);
	void (*finish_list)(struct json_object *array);
};

extern const struct object_type interface_type;
extern const struct object_type provider_type;
extern const struct object_type consumer_type;
extern const struct object_type refusal_type;
extern const struct object_type link_type;

#define CHANGE_RIGHTS	"CAP_SYS_MODULE in the initial namespace"
#define LOOK_RIGHTS	"CAP_SYS_MODULE or CAP_NET_ADMIN in the initial namespace"
#define LISTEN_RIGHTS	"CAP_NET_ADMIN in the initial namespace"

/* finish.c: members that follow from others */

void add_bound_to(struct json_object *consumer);
void add_parts_bound_to(struct json_object *consumers);
const char *which_of(char *which, size_t size, const char *name, struct json_object *object);
void add_refusal_line(struct json_object *refusal);

/* attribute.c: from attributes to members of a tree */

void object_parse(const struct object_type *type, const void *attributes, size_t size,
		  struct json_object *object);

/* ask.c: asking for objects; all return an exit code, and explain the others */

int objects_get(struct genl *genl, const struct object_type *type, struct json_object *array);
int objects_print(struct genl *genl, const struct object_type *type,
		  const struct table *tables);
int object_ask(struct genl *genl, const struct object_type *type, struct nlmsghdr *request,
	       const char *what, struct json_object *object);
int object_get(struct genl *genl, const struct object_type *type, const char *name,
	       struct json_object *object);
int object_print(struct genl *genl, const struct object_type *type, const char *name,
		 const struct table *tables);
void print_answer(const struct genl *genl, struct json_object *tree,
		  const struct table *tables);
int object_change(struct genl *genl, const struct object_type *type, const char *name,
		  int command);

/* verb.c: what a command is asked to do, and doing it with a socket */

typedef int run_verb(struct genl *genl, int argc, char **argv);

/**
 * struct verb - something that can be done
 * @name: NULL ends the list, whose first is what is done if none is given
 * @run: argv are the arguments behind the verb; returns an exit code
 * @least: how many arguments it takes
 * @most: and at most
 */
struct verb {
	const char *name;
	run_verb *run;
	int least;
	int most;
};

int verb_main(int argc, char **argv, const struct verb *verbs);
int run_asking(run_verb *run, int argc, char **argv);
bool parse_number(const char *text, u64 *number);

/* provider.c, consumer.c: also shown with what they belong to */

extern const struct column provider_columns[];
extern const struct column consumer_columns[];
struct json_object *link_to(struct json_object *consumer, u64 provider);
void expect_links(struct json_object *consumers);
bool is_every(struct json_object *consumer);

/* graph_text.c */

void add_graph_lines(struct json_object *lines, struct json_object *interfaces, bool dot);
#endif
