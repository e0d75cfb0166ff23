// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads the output of "brokerctl contract dump" back as the rows of .modinfo that it was
 * made from, so that one reader judges both.
 *
 *	interface acme_ring 1
 *	    op 0 sleep: int open(u32 id, struct acme_ring **ring) = ijo
 *	struct acme_desc sealed
 *	    field 0 u64 address = y0008
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract/contract.h"

#define NEITHER	"is neither a module nor a dumped contract"

/**
 * struct reader - a dumped file that is being read
 * @rows: the rows that have been read, as .modinfo has them
 * @words: the words of the open contract
 * @structs: the names of the structs of @interface
 * @interface: "NAME MAJOR" of the last interface, or NULL
 * @is_open: a contract is open
 */
struct reader {
	FILE *rows;
	char *words;
	char *structs;
	const char *interface;
	bool is_open;
};

/* Append " WORD" to a list. */
static int append(char **list, const char *word, size_t length)
{
	char *more;

	if (asprintf(&more, "%s %.*s", *list ?: "", (int)length, word) < 0)
		return -1;
	free(*list);
	*list = more;
	return 0;
}

static void put_row(struct reader *reader, const char *tag, size_t length, const char *value)
{
	fprintf(reader->rows, "broker_%.*s=%s", (int)length, tag, value);
	fputc('\0', reader->rows);
}

static void end_contract(struct reader *reader)
{
	if (reader->is_open)
		put_row(reader, "abi", 3, reader->words ? reader->words + 1 : "");
	free(reader->words);
	reader->words = NULL;
	reader->is_open = false;
}

static void end_interface(struct reader *reader)
{
	char *row;

	end_contract(reader);
	if (reader->interface &&
	    asprintf(&row, "%s%s", reader->interface, reader->structs ?: "") >= 0) {
		put_row(reader, "structs", strlen("structs"), row);
		free(row);
	}
	free(reader->structs);
	reader->structs = NULL;
}

static bool is(const char *word, size_t length, const char *text)
{
	return length == strlen(text) && !memcmp(word, text, length);
}

/* "TAG VALUE" that begins a contract. False if it does not. */
static bool read_head(struct reader *reader, const char *tag, size_t length, const char *value)
{
	if (is(tag, length, "interface")) {
		end_interface(reader);
		reader->interface = value;
	} else if (!reader->interface ||
		   !(is(tag, length, "callbacks") || is(tag, length, "struct"))) {
		return false;
	}
	end_contract(reader);
	if (is(tag, length, "struct") &&
	    append(&reader->structs, value, strcspn(value, " ")))
		return false;
	put_row(reader, tag, length, value);
	reader->is_open = true;
	return true;
}

/* "TAG VALUE = WORD"; the open contract may be of a kind that has no such rows. */
static bool read_item(struct reader *reader, const char *tag, size_t length, char *value)
{
	char *word = NULL, *at;

	for (at = value; (at = strstr(at, " = ")); at++)
		word = at;
	if (!reader->is_open || !word || !word[3] || strchr(word + 3, ' ') ||
	    !(is(tag, length, "op") || is(tag, length, "callback") || is(tag, length, "field")))
		return false;
	*word = '\0';
	put_row(reader, tag, length, value);
	return !append(&reader->words, word + 3, strlen(word + 3));
}

static bool read_line(struct reader *reader, char *line)
{
	size_t length;

	line += strspn(line, " ");
	if (!*line || *line == '#')
		return true;
	length = strcspn(line, " ");
	if (!line[length])
		return false;
	return read_head(reader, line, length, line + length + 1) ||
	       read_item(reader, line, length, line + length + 1);
}

/* Reads @text line by line; the newlines become NUL. */
static int read_lines(struct reader *reader, char *text, char *why)
{
	unsigned int number = 1;
	char *line, *next;

	for (line = text; line; line = next, number++) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (!read_line(reader, line))
			return because(why, NEITHER ": line %u is '%.60s'", number, line);
	}
	end_interface(reader);
	return 0;
}

static int read_text(struct module *module, const struct bytes *bytes, char *why)
{
	struct bytes *modinfo = &module->modinfo;
	struct reader reader = {};
	int ret;

	if (bytes->size > MODINFO_MAX_KB << 10)
		return because(why, NEITHER ": it is larger than %d KiB", MODINFO_MAX_KB);
	if (!bytes->size || strlen((char *)bytes->data) != bytes->size)
		return because(why, NEITHER ": it is %s", bytes->size ? "no text" : "empty");
	reader.rows = open_memstream((char **)&modinfo->data, &modinfo->size);
	if (!reader.rows)
		return because(why, "cannot be read: out of memory");
	ret = read_lines(&reader, (char *)bytes->data, why);
	free(reader.words);
	free(reader.structs);
	if (fclose(reader.rows))
		return because(why, "cannot be read: out of memory");
	return ret ?: module_rows(module, why);
}

/**
 * contract_read() - read a module, or a dump of its contracts
 * @module: filled; for module_free(), also after a failure. From a dumped file it has
 *	only contracts
 * @path: path of the file
 * @why: filled after a failure
 *
 * Return: 0, or -1.
 */
int contract_read(struct module *module, const char *path, char *why)
{
	struct bytes bytes;
	int ret;

	*module = (struct module){};
	if (module_file_read(path, &bytes, why)) {
		free(bytes.data);
		return -1;
	}
	if (bytes.size >= SELFMAG && !memcmp(bytes.data, ELFMAG, SELFMAG))
		return module_parse(module, bytes, path, why);
	ret = read_text(module, &bytes, why);
	free(bytes.data);
	return ret;
}
