// SPDX-License-Identifier: GPL-2.0-only
/*
 * Module.symvers: a line for each exported symbol,
 *
 *	0x12345678<TAB>name<TAB>module<TAB>EXPORT_SYMBOL_GPL<TAB>namespace
 *
 * where the module is vmlinux, or the path of a module.
 */
#include <stdlib.h>
#include <string.h>

#include "check/kernel.h"

#define FIELDS	5

static int compare(const void *a, const void *b)
{
	const struct kernel_symbol *left = a, *right = b;

	return strcmp(left->name, right->name);
}

/* @line is cut into pieces. The namespace may be missing. */
static bool parse_line(char *line, struct kernel_symbol *symbol)
{
	char *fields[FIELDS] = {};
	char *end;
	size_t i;

	for (i = 0; i < FIELDS && line; i++)
		fields[i] = strsep(&line, "\t");
	if (i < FIELDS - 1 || line || strncmp(fields[0], "0x", 2) || strlen(fields[0]) != 10)
		return false;
	symbol->crc = strtoul(fields[0], &end, 16);
	symbol->name = fields[1];
	symbol->module = fields[2];
	symbol->built_in = !strcmp(fields[2], "vmlinux");
	symbol->gpl = !strcmp(fields[3], "EXPORT_SYMBOL_GPL");
	symbol->namespace = fields[4] ?: "";
	return !*end && *symbol->name && (symbol->gpl || !strcmp(fields[3], "EXPORT_SYMBOL"));
}

/**
 * symvers_parse() - read the text of a Module.symvers
 * @symvers: filled; for symvers_free(), also after a failure
 * @text: followed by a NUL; freed by symvers_free()
 * @why: filled after a failure
 *
 * Return: 0, or -1.
 */
int symvers_parse(struct symvers *symvers, struct bytes text, char *why)
{
	char *rest = (char *)text.data, *line;
	size_t lines = 1, i;

	*symvers = (struct symvers){ .text = text };
	if (memchr(text.data, '\0', text.size))
		return because(why, "is not a Module.symvers");
	for (i = 0; i < text.size; i++)
		lines += text.data[i] == '\n';
	symvers->symbols = calloc(lines, sizeof(*symvers->symbols));
	if (!symvers->symbols)
		return because(why, "cannot be read: out of memory");
	for (i = 1; (line = strsep(&rest, "\n")); i++) {
		if (!*line && !rest)
			break;
		if (!parse_line(line, &symvers->symbols[symvers->count]))
			return because(why, "is not a Module.symvers: line %zu names no symbol",
				       i);
		symvers->count++;
	}
	qsort(symvers->symbols, symvers->count, sizeof(*symvers->symbols), compare);
	return 0;
}

const struct kernel_symbol *symvers_find(const struct symvers *symvers, const char *name)
{
	struct kernel_symbol key = { .name = name };

	if (!symvers->count)
		return NULL;
	return bsearch(&key, symvers->symbols, symvers->count, sizeof(key), compare);
}

void symvers_free(struct symvers *symvers)
{
	free(symvers->symbols);
	free(symvers->text.data);
	*symvers = (struct symvers){};
}
