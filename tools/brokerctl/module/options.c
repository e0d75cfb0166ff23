// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows that DEFINE_BROKER_PROVIDER() and similar macros write: members with their
 * numbers,
 *
 *	.consumers = 0, .priority =     10, .flags =      3, .attach = 0, .min_minor =      0
 *
 * and before them, if there is a list of consumers, the caller's text, as C. The macros of
 * release 1.0 wrote only that text:
 *
 *	.priority = 10, .flags = BROKER_SIGNED_CONSUMERS | 0x2
 *	.consumers = (const char *const []){ "foo", ((void *)0) }
 *	.instance = "p0"
 *
 * Numbers, flags and lists in place are understood. The rest is reported as not shown by the
 * file.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "module/module.h"

static const struct {
	const char *name;
	unsigned int value;
} names[] = {
	{ "BROKER_SIGNED_CONSUMERS", 0x1 },
	{ "BROKER_REVOCABLE_ONLY", 0x2 },
	{ "BROKER_AUTOLOAD", 0x1 },
	{ "BROKER_MOVABLE", 0x2 },
	{ "BROKER_REQUESTS", 0x4 },
	{ "BROKER_EVERY", 0x8 },
	{ "NULL", 0 },
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static const char *blanks(const char *at)
{
	return at + strspn(at, " \t");
}

/* The end of a string or character constant that begins at @at. */
static const char *skip_quoted(const char *at)
{
	char quote = *at++;

	while (*at && *at != quote)
		at += *at == '\\' && at[1] ? 2 : 1;
	return *at ? at + 1 : at;
}

/* The comma that ends the member at @at, or the end of the text. */
static const char *member_end(const char *at)
{
	unsigned int depth = 0;

	while (*at) {
		if (*at == '"' || *at == '\'') {
			at = skip_quoted(at);
			continue;
		}
		if (strchr("([{", *at))
			depth++;
		else if (strchr(")]}", *at) && depth)
			depth--;
		else if (*at == ',' && !depth)
			break;
		at++;
	}
	return at;
}

/* A number, or one of the names above. */
static bool read_term(const char **at, long *value)
{
	size_t length, i;
	char *end;

	if (isdigit((unsigned char)**at) || **at == '-') {
		*value = strtol(*at, &end, 0);
		*at = end;
		return *value >= -0xffff && *value <= 0xffff;
	}
	for (length = 0; is_word((*at)[length]); length++)
		;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i].name) == length && !memcmp(names[i].name, *at, length)) {
			*value = names[i].value;
			*at += length;
			return true;
		}
	return false;
}

/* Terms with "|" between them. Parentheses do not change the value. */
static bool read_value(const char *at, const char *end, long least, long most, long *value)
{
	long term;

	*value = 0;
	do {
		at += strspn(at, "| \t(");
		if (at >= end || !read_term(&at, &term))
			return false;
		*value |= term;
		at += strspn(at, " \t)");
	} while (at < end && *at == '|');
	return at == end && *value >= least && *value <= most;
}

/* The forms of the NULL that ends a list, or that stands for no list. */
static bool is_null(const char *at, const char *end)
{
	static const char *const nulls[] = { "NULL", "((void *)0)", "((void*)0)", "0" };
	size_t i;

	for (i = 0; i < sizeof(nulls) / sizeof(*nulls); i++) {
		const char *behind = at + strlen(nulls[i]);

		if (!strncmp(at, nulls[i], strlen(nulls[i])) && blanks(behind) == end)
			return true;
	}
	return false;
}

/* "foo" without characters that only a C compiler could interpret. */
static const char *plain_string(const char *at, size_t *length)
{
	*length = 0;
	if (*at != '"')
		return NULL;
	while (is_word(at[1 + *length]) || at[1 + *length] == '-')
		(*length)++;
	return at[1 + *length] == '"' ? at + 1 : NULL;
}

/* { "foo", "bar", NULL }: names, each with its NUL. */
static bool read_names(struct options *options, const char *at)
{
	const char *name, *end;
	size_t length;

	free(options->consumers);
	options->consumers_size = 0;
	options->consumers = malloc(strlen(at) + 1);
	if (!options->consumers)
		return false;
	for (;;) {
		at = blanks(at);
		end = member_end(at);
		name = plain_string(at, &length);
		if (!name)
			break;
		at = blanks(name + length + 1);
		if (*at != ',')
			return false;
		memcpy(options->consumers + options->consumers_size, name, length);
		options->consumers_size += length + 1;
		options->consumers[options->consumers_size - 1] = '\0';
		at++;
	}
	/* The list ends with NULL, then nothing, or a comma, and the brace. */
	end = strpbrk(at, ",}");
	if (!end || !is_null(at, end))
		return false;
	end = *end == ',' ? blanks(end + 1) : end;
	return *end == '}' && !*blanks(end + 1);
}

static bool read_consumers(struct options *options, const char *at, const char *end)
{
	char *value = strndup(at, end - at);
	const char *brace;
	bool ok;

	if (!value)
		return false;
	ok = is_null(value, value + strlen(value));
	if (ok) {
		free(options->consumers);
		options->consumers = NULL;
	} else if (*value == '(') {
		brace = strchr(value, '{');
		ok = brace && read_names(options, brace + 1);
	}
	free(value);
	return ok;
}

/* "p0" in quotes, or NULL. As the broker requires it: printable, without blanks. */
static bool read_instance(struct options *options, const char *at, const char *end)
{
	size_t length = 0;

	*options->instance = '\0';
	if (is_null(at, end))
		return true;
	if (*at++ != '"')
		return false;
	while (isgraph((unsigned char)at[length]) && at[length] != '"' && at[length] != '\\')
		length++;
	if (!length || length > INSTANCE_MAX || at[length] != '"' || at + length + 1 != end)
		return false;
	memcpy(options->instance, at, length);
	options->instance[length] = '\0';
	return true;
}

static bool is_member(const char **at, const char *name)
{
	size_t length = strlen(name);
	const char *behind;

	if (strncmp(*at, name, length) || is_word((*at)[length]))
		return false;
	behind = blanks(*at + length);
	if (*behind != '=')
		return false;
	*at = blanks(behind + 1);
	return true;
}

static void read_member(struct options *options, const char *at, const char *end)
{
	long value = 0;

	while (end > at && end[-1] == ' ')
		end--;
	if (is_member(&at, ".priority")) {
		options->no_priority = !read_value(at, end, -32768, 32767, &value);
		options->priority = value;
	} else if (is_member(&at, ".flags")) {
		options->no_flags = !read_value(at, end, 0, 65535, &value);
		options->flags = value;
	} else if (is_member(&at, ".consumers")) {
		options->no_consumers = !read_consumers(options, at, end);
	} else if (is_member(&at, ".attach")) {
		options->attaches = !is_null(at, end);
	} else if (is_member(&at, ".min_minor")) {
		read_value(at, end, 0, 65535, &options->min_minor);
	} else if (is_member(&at, ".instance")) {
		options->no_instance = !read_instance(options, at, end);
	}
}

/**
 * options_read() - read the members that were set beside an interface
 * @options: filled; the caller frees @options->consumers
 * @text: members of the descriptor, as in C
 *
 * As in C, the last of several values counts.
 */
void options_read(struct options *options, const char *text)
{
	const char *at = blanks(text), *end;

	for (; *at; at = *end ? blanks(end + 1) : end) {
		end = member_end(at);
		if (*at == '.') {
			read_member(options, at, end);
		} else if (end != at) {
			options->no_priority = true;
			options->no_flags = true;
			options->no_consumers = true;
		}
	}
	if (options->no_priority)
		options->priority = 0;
	if (options->no_flags)
		options->flags = 0;
	if (options->no_consumers) {
		free(options->consumers);
		options->consumers = NULL;
	}
}
