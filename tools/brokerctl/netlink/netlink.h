/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How commands ask the kernel, with a section for each file. Trees are built from the
 * answers while they are received.
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

/* answer.c: the messages in a buffer from the kernel */

typedef void each_message(int command, const void *attributes, size_t size, void *data);

/**
 * struct answer - a request, and the answer so far
 * @family: type of the messages that count
 * @seq: number of the request; messages with another number are left out, those of
 *	events have 0
 * @each: called for each message
 * @data: for @each
 * @done: the last message has been received
 * @interrupted: objects changed meanwhile, and the dump is not a consistent snapshot
 * @error: a positive errno, or 0
 * @message: the kernel's text for it; may be empty
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
 * struct genl - a socket, and the numbers of the family
 * @socket: the socket
 * @family: number of the family
 * @events: number of its group of events
 * @seq: counts requests
 * @interrupted: a list that was requested is not a consistent snapshot
 * @message: the kernel's text for the last error; may be empty
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

/* spec.c: the objects of the spec */

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
 * struct field - how an attribute is shown
 * @key: the member of the tree
 * @kind: type of the attribute
 * @names: names of values, or of bits
 * @names_count: number of known names
 * @beside: for an array, a member that is shown to users who may see the array: if the
 *	member is present and the array is not, the array is empty; without the member
 *	the array is not known
 */
struct field {
	const char *key;
	enum kind kind;
	const char *const *names;
	size_t names_count;
	const char *beside;
};

/**
 * struct object_type - a kind of objects in the kernel
 * @one: name of one object, also as a member of a tree
 * @many: name of an array of objects
 * @fields: by number of attribute
 * @fields_count: number of fields
 * @get: command that requests one or all
 * @id: attribute that identifies an object
 * @has_module: each belongs to a module, by whose name it can be identified
 * @rights: the rights that a request needs, in words; NULL: none
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

/* finish.c: members that follow from other members */

void add_bound_to(struct json_object *consumer);
void add_parts_bound_to(struct json_object *consumers);
const char *which_of(char *which, size_t size, const char *name, struct json_object *object);
void add_refusal_line(struct json_object *refusal);

/* attribute.c: from attributes to members of a tree */

void object_parse(const struct object_type *type, const void *attributes, size_t size,
		  struct json_object *object);

/* ask.c: requests for objects; all return an exit code, and explain failures */

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

/* verb.c: finds the verb of a command, and runs it with a socket */

typedef int run_verb(struct genl *genl, int argc, char **argv);

/**
 * struct verb - an action of a command
 * @name: NULL ends the list; the first verb of the list is run if none is given
 * @run: argv are the arguments after the verb; returns an exit code
 * @least: minimum number of arguments
 * @most: maximum number of arguments
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

/* provider.c, consumer.c: also shown with the objects that they belong to */

extern const struct column provider_columns[];
extern const struct column consumer_columns[];
struct json_object *link_to(struct json_object *consumer, u64 provider);
void expect_links(struct json_object *consumers);
bool is_every(struct json_object *consumer);

/* graph_text.c */

void add_graph_lines(struct json_object *lines, struct json_object *interfaces, bool dot);
#endif
