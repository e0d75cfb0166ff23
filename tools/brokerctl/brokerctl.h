/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of brokerctl know of each other: how a command is called, and
 * how it says what it has found.
 */
#ifndef _BROKERCTL_H
#define _BROKERCTL_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/compiler.h>
#include <json-c/json.h>

/* Exit codes. */
enum {
	EXIT_FINE,
	EXIT_NO,	/* the answer is no: refused, not found */
	EXIT_TROUBLE,	/* usage, bad input, could not be done */
	EXIT_NOTHING,	/* check --installed: there was nothing to judge */
};

/*
 * Commands: argv[0] is the command's own name. They return an exit code. One
 * that is called wrongly returns wrong_usage().
 */
int check_main(int argc, char **argv);
int consumer_main(int argc, char **argv);
int graph_main(int argc, char **argv);
int interface_main(int argc, char **argv);
int monitor_main(int argc, char **argv);
int provider_main(int argc, char **argv);
int refusal_main(int argc, char **argv);
int softdep_main(int argc, char **argv);
int top_main(int argc, char **argv);

/* main.c */

/**
 * struct given - options of single commands
 * @kernel: or NULL
 * @root: where files are looked for; "" if there was none
 * @installed: see brokerctl(8), as of the others
 * @all: see there
 * @timestamp: see there
 * @dot: see there
 * @tree: see there
 */
struct given {
	const char *kernel;
	const char *root;
	bool installed;
	bool all;
	bool timestamp;
	bool dot;
	bool tree;
};

extern struct given given;

int wrong_usage(const char *command, const char *format, ...) __printf(2, 3);
int print_usage(const char *command);

/* print.c: one tree is printed as text or as JSON */

enum print_format {
	PRINT_TEXT,
	PRINT_JSON,		/* -j: one line */
	PRINT_PRETTY,		/* -p: indented */
};

/**
 * struct column - one column of a table
 * @key: member of the row's object; a missing one is shown as "-"
 * @heading: what stands above
 */
struct column {
	const char *key;
	const char *heading;
};

/**
 * struct table - how one member of a tree is shown as text
 * @key: the member, an array of objects, or one object that is shown a line
 *	for each column; empty ones are left out, unless @always
 * @columns: ended by one without a key; NULL: the member is a string or an array
 *	of strings, each a line of its own
 * @of: the member is not the tree's but that of this member of it
 * @always: of an empty array there is the heading
 */
struct table {
	const char *key;
	const struct column *columns;
	const char *of;
	bool always;
};

extern enum print_format print_format;

void print_tree(struct json_object *tree, const struct table *tables);
size_t utf8_length(const char *s, size_t left);
void complain(const char *format, ...) __printf(1, 2);

/* tree.c: members of a tree, from text of unknown origin */

void add_text(struct json_object *object, const char *key, const char *text);
void add_text_n(struct json_object *object, const char *key, const char *text, size_t length);
void add_number(struct json_object *object, const char *key, long long number);
void add_bool(struct json_object *object, const char *key, bool is);
struct json_object *add_array(struct json_object *object, const char *key);
struct json_object *append_object(struct json_object *array);
void append_text_n(struct json_object *array, const char *text, size_t length);
void append_text(struct json_object *array, const char *text);

/* running.c: which build of a module is loaded, by sysfs, and is it the installed one? */

void add_build(struct json_object *object, const char *module);

#endif
