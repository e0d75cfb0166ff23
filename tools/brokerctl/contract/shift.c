// SPDX-License-Identifier: GPL-2.0-only
/*
 * The contract that results if all additions over an older contract have the next minor.
 * If that contract agrees, a larger minor is all that the new one lacks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/tree.h"
#include "contract/contract.h"

static const char tag_abi[] = "broker_abi=";

static bool is_abi(const char *row)
{
	return !strncmp(row, tag_abi, strlen(tag_abi));
}

static unsigned int count_rows(const struct broker_contract *contract)
{
	const char *row = contract->text + strlen(contract->text) + 1;
	unsigned int count = 0;

	for (; !is_abi(row); row += strlen(row) + 1)
		count++;
	return count;
}

/* "broker_TAG=SINCE REST" with another minor; also appended to @rows, as in a dump. */
static void put_shifted(FILE *to, const char *row, unsigned int minor, struct json_object *rows)
{
	const char *value = strchr(row, '=') + 1;
	const char *rest = value + strspn(value, "0123456789");
	const char *tag = strchr(row, '_') + 1;
	char *line;

	fprintf(to, "%.*s%u%s", (int)(value - row), row, minor, rest);
	if (asprintf(&line, "%.*s %u%s", (int)(value - 1 - tag), tag, minor, rest) < 0)
		return;
	append_text(rows, line);
	free(line);
}

/* Rows from number @keep on get at least minor @minor. */
static int shift_text(struct shifted *shifted, struct broker_contract *contract, unsigned int keep,
		      unsigned int minor, struct json_object *rows)
{
	const char *row = contract->text, *end = row + contract->text_size;
	char **text = &shifted->texts[shifted->texts_count++];
	unsigned int number = 0;
	size_t size;
	FILE *to;

	to = open_memstream(text, &size);
	if (!to)
		return -1;
	/* The head does not count as a row. */
	for (; row < end; row += strlen(row) + 1, number++) {
		if (number > keep && !is_abi(row) &&
		    strtoul(strchr(row, '=') + 1, NULL, 10) < minor)
			put_shifted(to, row, minor, rows);
		else
			fputs(row, to);
		fputc('\0', to);
	}
	if (fclose(to))
		return -1;
	contract->text = *text;
	contract->text_size = size;
	return 0;
}

/* The old contract of the same name and kind, which may grow; or NULL. */
static const struct broker_contract *growing_before(const struct interface *old,
						    const struct broker_contract *contract)
{
	const char *kind = strchr(contract->text, ' ');
	const struct broker_contract *const *s;

	if (strcmp(kind, " growing"))
		return NULL;
	for (s = old->contract.structs; s && *s; s++)
		if (!strcmp((*s)->text, contract->text))
			return *s;
	return NULL;
}

static int shift_structs(struct shifted *shifted, const struct interface *old,
			 const struct interface *new, unsigned int minor, struct json_object *rows)
{
	const struct broker_contract *before;
	size_t i;

	for (i = 0; new->contract.structs && new->contract.structs[i]; i++) {
		shifted->parts[i] = *new->contract.structs[i];
		shifted->structs[i] = &shifted->parts[i];
		before = growing_before(old, &shifted->parts[i]);
		if (before && shift_text(shifted, &shifted->parts[i], count_rows(before), minor,
					 rows))
			return -1;
	}
	shifted->interface.structs = shifted->structs;
	return 0;
}

/**
 * contract_shift() - give the additions to a contract the next minor
 * @shifted: filled with the contract that results; for contract_shift_free(), also after
 *	a failure
 * @old: the older one
 * @new: the newer one
 * @rows: receives the rows that have changed by that, as in a dump
 *
 * Return: 0, or -1 if there is no memory.
 */
int contract_shift(struct shifted *shifted, const struct interface *old,
		   const struct interface *new, struct json_object *rows)
{
	const struct broker_contract *before = broker_contract_callbacks(&old->contract);
	const struct broker_contract *callbacks = broker_contract_callbacks(&new->contract);
	unsigned int minor = old->id.minor + 1;

	*shifted = (struct shifted){ .interface = new->contract };
	if (shift_text(shifted, &shifted->interface, old->id.ops, minor, rows))
		return -1;
	if (callbacks) {
		shifted->callbacks = *callbacks;
		shifted->interface.callbacks = &shifted->callbacks;
		if (shift_text(shifted, &shifted->callbacks, before ? old->id.callbacks : 0, minor,
			       rows))
			return -1;
	}
	return shift_structs(shifted, old, new, minor, rows);
}

void contract_shift_free(struct shifted *shifted)
{
	size_t i;

	for (i = 0; i < shifted->texts_count; i++)
		free(shifted->texts[i]);
	shifted->texts_count = 0;
}
