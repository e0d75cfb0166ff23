// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every command builds one tree. JSON is that tree, text is some of its members
 * in columns; neither form has data from elsewhere.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/output.h"

enum print_format print_format;

/* Length of the UTF-8 character at @s, at most @left bytes; 0 if there is none. */
size_t utf8_length(const char *s, size_t left)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char c = *s;
	size_t length = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 :
			c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
	uint32_t code = c & (0x7f >> length);
	size_t i;

	if (length < 2)
		return length;
	if (length > left)
		return 0;
	for (i = 1; i < length; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (s[i] & 0x3f);
	}
	if (code < least[length] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		return 0;
	return length;
}

/* Is it a control character, of ASCII or of those that Unicode adds? */
static bool is_control(const char *s, size_t length)
{
	unsigned char c = *s;

	return length == 1 ? c < 0x20 || c == 0x7f :
	       length == 2 ? c == 0xc2 && (unsigned char)s[1] < 0xa0 : false;
}

/*
 * Safe for a terminal: control characters are written as \xNN. Returns the number of
 * columns; @to may be NULL.
 */
static size_t put_text(FILE *to, const char *text)
{
	size_t columns = 0, left = strlen(text), length, i;

	for (; left; text += length, left -= length) {
		length = utf8_length(text, left);
		if (!length || is_control(text, length)) {
			length = length ?: 1;
			for (i = 0; to && i < length; i++)
				fprintf(to, "\\x%02x", (unsigned char)text[i]);
			columns += 4 * length;
			continue;
		}
		if (to)
			fwrite(text, 1, length, to);
		columns++;
	}
	return columns;
}

/* Prints one line to stderr, which tells the user what to do next. */
void complain(const char *format, ...)
{
	char *line = NULL;
	va_list args;
	int ret;

	va_start(args, format);
	ret = vasprintf(&line, format, args);
	va_end(args);
	fputs("brokerctl: ", stderr);
	put_text(stderr, ret < 0 ? "out of memory" : line);
	fputc('\n', stderr);
	if (ret >= 0)
		free(line);
}

static struct json_object *elements(struct json_object *value, size_t index)
{
	return json_object_array_get_idx(value, index);
}

/* Strings of an array are joined; only for values that fit into a cell. */
static size_t put_cell(FILE *to, struct json_object *value)
{
	size_t columns = 0, i;

	switch (json_object_get_type(value)) {
	case json_type_string:
		return put_text(to, json_object_get_string(value));
	case json_type_boolean:
		return put_text(to, json_object_get_boolean(value) ? "yes" : "no");
	case json_type_array:
		for (i = 0; i < json_object_array_length(value); i++) {
			columns += i ? put_text(to, ",") : 0;
			columns += put_cell(to, elements(value, i));
		}
		return columns ?: put_text(to, "-");
	case json_type_null:
		return put_text(to, "-");
	default:
		return put_text(to, json_object_to_json_string(value));
	}
}

static void put_padding(size_t columns)
{
	while (columns--)
		putchar(' ');
}

/* Returns the number of columns; @to may be NULL. */
static size_t put_column(FILE *to, struct json_object *row, const struct column *column)
{
	return put_cell(to, json_object_object_get(row, column->key));
}

static size_t widest(struct json_object *rows, const struct column *column)
{
	size_t width = put_text(NULL, column->heading), i;

	for (i = 0; i < json_object_array_length(rows); i++) {
		size_t cell = put_column(NULL, elements(rows, i), column);

		width = cell > width ? cell : width;
	}
	return width;
}

/* The last column is not padded. */
static void put_row(struct json_object *row, const struct column *columns, const size_t *widths)
{
	size_t i;

	for (i = 0; columns[i].key; i++) {
		size_t used = row ? put_column(stdout, row, &columns[i]) :
				    put_text(stdout, columns[i].heading);

		if (columns[i + 1].key)
			put_padding(widths[i] - used + 2);
	}
	putchar('\n');
}

#define COLUMNS_MAX	16

static bool is_shown(struct json_object *object, const struct column *column)
{
	return !column->rare || json_object_object_get(object, column->key);
}

static bool is_shown_of_any(struct json_object *rows, const struct column *column)
{
	size_t i;

	for (i = 0; i < json_object_array_length(rows); i++)
		if (is_shown(elements(rows, i), column))
			return true;
	return !column->rare;
}

/* @chosen ends as @columns does. */
static void choose(struct column *chosen, struct json_object *rows, const struct column *columns)
{
	size_t i;

	for (i = 0; columns[i].key && i < COLUMNS_MAX; i++)
		if (is_shown_of_any(rows, &columns[i]))
			*chosen++ = columns[i];
	*chosen = (struct column){};
}

static void print_table(struct json_object *rows, const struct column *columns)
{
	struct column chosen[COLUMNS_MAX + 1];
	size_t widths[COLUMNS_MAX], i;

	choose(chosen, rows, columns);
	for (i = 0; chosen[i].key; i++)
		widths[i] = widest(rows, &chosen[i]);
	put_row(NULL, chosen, widths);
	for (i = 0; i < json_object_array_length(rows); i++)
		put_row(elements(rows, i), chosen, widths);
}

/* One object, a line for each column. */
static void print_object(struct json_object *object, const struct column *columns)
{
	size_t width = 0, used, i;

	for (i = 0; columns[i].key; i++) {
		used = is_shown(object, &columns[i]) ? put_text(NULL, columns[i].heading) : 0;
		width = used > width ? used : width;
	}
	for (i = 0; columns[i].key; i++) {
		if (!is_shown(object, &columns[i]))
			continue;
		used = put_text(stdout, columns[i].heading);
		put_padding(width - used + 2);
		put_column(stdout, object, &columns[i]);
		putchar('\n');
	}
}

static void print_lines(struct json_object *value)
{
	size_t i;

	if (json_object_is_type(value, json_type_array)) {
		for (i = 0; i < json_object_array_length(value); i++)
			print_lines(elements(value, i));
		return;
	}
	put_cell(stdout, value);
	putchar('\n');
}

static bool is_empty(struct json_object *value)
{
	return !value || (json_object_is_type(value, json_type_array) &&
			  !json_object_array_length(value));
}

static struct json_object *find(struct json_object *tree, const struct table *table)
{
	if (table->of)
		tree = json_object_object_get(tree, table->of);
	return json_object_object_get(tree, table->key);
}

static void print_text(struct json_object *tree, const struct table *tables)
{
	bool before = false;

	for (; tables->key; tables++) {
		struct json_object *value = find(tree, tables);

		if (is_empty(value) && !(value && tables->always))
			continue;
		if (before)
			putchar('\n');
		before = true;
		if (!tables->columns)
			print_lines(value);
		else if (json_object_is_type(value, json_type_object))
			print_object(value, tables->columns);
		else
			print_table(value, tables->columns);
	}
}

/* json-c writes DEL and the control characters that Unicode adds as they are. */
static void put_json(const char *text)
{
	for (; *text; text++)
		if (*text == 0x7f)
			printf("\\u%04x", 0x7f);
		else if (is_control(text, 2))
			printf("\\u%04x", (unsigned char)*++text);
		else
			putchar(*text);
	putchar('\n');
}

/**
 * print_tree() - print the findings of a command
 * @tree: an object
 * @tables: which of its members are shown as text, and how; ended by one without
 *	a key
 */
void print_tree(struct json_object *tree, const struct table *tables)
{
	int flags = JSON_C_TO_STRING_NOSLASHESCAPE;

	if (print_format == PRINT_TEXT) {
		print_text(tree, tables);
		return;
	}
	if (print_format == PRINT_PRETTY)
		flags |= JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED;
	put_json(json_object_to_json_string_ext(tree, flags));
}
