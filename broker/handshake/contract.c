// SPDX-License-Identifier: GPL-2.0-only
/*
 * One contract: whether it is well formed, which interface it describes, and whether
 * another is the same. rows.c explains what a contract is.
 */
#include <linux/crc32.h>
#include <linux/kernel.h>

#include "handshake/rows.h"

#define malformed(reason, ...)	\
	broker_reason(reason, BROKER_MALFORMED, NULL, NULL, __VA_ARGS__)

/* Rows end with NUL and contain nothing that could upset a terminal or a log. */
static bool is_printable(const struct broker_contract *contract)
{
	const char *c = contract->text;
	const char *end = c + contract->text_size;

	for (; c < end; c++)
		if ((unsigned char)(*c - ' ') > '~' - ' ' && *c)
			return false;
	return !end[-1];
}

static enum broker_verdict check_head(const struct broker_contract *contract,
				      const struct kind *kind, struct broker_reason *reason)
{
	const char *at = contract->text;
	unsigned int major;
	struct text name;

	if (!begins(at, kind->head))
		return malformed(reason, "contract does not begin with %s", kind->head);
	at += strlen(kind->head);
	if (!broker_read_name(&at, &name))
		return malformed(reason,
				 "name '%.64s' is not an identifier of at most %d characters",
				 name.at, BROKER_NAME_MAX);
	if (kind == &broker_of_struct ? !strcmp(at, " sealed") || !strcmp(at, " growing") :
	    *at == ' ' && at++ && broker_read_number(&at, &major) && !*at)
		return BROKER_AGREED;
	return malformed(reason, "contract of '%.*s' has a head that ends in '%.32s'",
			 (int)name.len, name.at, at);
}

/* The kernel's strstr() reads the whole string first, and then compares at each byte. */
static bool has_colon_and_blank(const char *at)
{
	while ((at = strchr(at, ':')) && at[1] != ' ')
		at++;
	return at;
}

/* Is it "tag=SINCE REST", its tag known? A function's REST is "CONTEXT: TYPE NAME(...)". */
static bool is_item(struct text row, const struct kind *kind, unsigned int *since)
{
	const char *at = row.at + strlen(kind->tag);

	if (!broker_read_number(&at, since) || *at != ' ')
		return false;
	if (kind != &broker_of_struct && !(has_colon_and_blank(at) && strchr(at, '(')))
		return false;
	row.len -= at - row.at;
	row.at = at;
	return broker_row_name(row).len;
}

static unsigned int count_words(const char *at)
{
	unsigned int words = 0;

	while (*at) {
		words++;
		while (*at && *at != ' ')
			at++;
		while (*at == ' ')
			at++;
	}
	return words;
}

/* For a contract whose head was checked. */
static bool is_sealed(const struct broker_contract *contract)
{
	return !strcmp(strchr(contract->text, ' '), " sealed");
}

static enum broker_verdict check_rows(const struct broker_contract *contract,
				      const struct kind *kind, struct broker_reason *reason)
{
	const char *end = contract->text + contract->text_size;
	const char *row = contract->text + strlen(contract->text) + 1;
	bool may_be_empty = broker_contract_callbacks(contract);
	unsigned int count = 0, least = 0, since;
	struct text text;

	for (; row < end; row += text.len + 1) {
		bool known = begins(row, kind->tag);

		if (!known && begins(row, BROKER_TAG_ABI))
			break;
		text = text_of(row);
		if (!known || !is_item(text, kind, &since))
			return malformed(reason, "contract row %u '%.64s' is malformed",
					 count, row);
		if (since < least)
			return malformed(reason,
					 "contract row %u '%.64s' is older than the one before it",
					 count, row);
		least = since;
		count++;
	}
	if ((!count && !may_be_empty) || count > BROKER_OPS_MAX)
		return malformed(reason, "contract has %u %s", count, kind->things);
	if (least && kind == &broker_of_struct && is_sealed(contract))
		return malformed(reason, "sealed struct has a field of minor %u", least);
	if (row >= end || row + strlen(row) + 1 != end)
		return malformed(reason, "contract does not end with one %s row", BROKER_TAG_ABI);
	if (count_words(row + strlen(BROKER_TAG_ABI)) != count)
		return malformed(reason, "contract has %u rows and %u words for them", count,
				 count_words(row + strlen(BROKER_TAG_ABI)));
	return BROKER_AGREED;
}

static enum broker_verdict check_text(const struct broker_contract *contract,
				      const struct kind *kind, struct broker_reason *reason)
{
	enum broker_verdict verdict;

	if (!contract->text || !contract->text_size || contract->text_size > BROKER_TEXT_MAX)
		return malformed(reason, "contract has %u bytes of text", contract->text_size);
	if (!is_printable(contract))
		return malformed(reason, "contract has odd characters or no end");
	verdict = check_head(contract, kind, reason);
	if (verdict)
		return verdict;
	return check_rows(contract, kind, reason);
}

/* The contract itself was checked. */
static enum broker_verdict check_callbacks(const struct broker_contract *contract,
					   struct broker_reason *reason)
{
	const struct broker_contract *callbacks = broker_contract_callbacks(contract);
	const char *name = contract->text + strlen(broker_of_interface.head);
	enum broker_verdict verdict;

	if (!callbacks)
		return BROKER_AGREED;
	verdict = check_text(callbacks, &broker_of_callbacks, reason);
	if (verdict)
		return verdict;
	if (strcmp(callbacks->text + strlen(broker_of_callbacks.head), name))
		return malformed(reason, "contract of '%.48s' has the callbacks of '%.48s'",
				 name, callbacks->text + strlen(broker_of_callbacks.head));
	if (callbacks->structs || broker_contract_callbacks(callbacks))
		return malformed(reason, "callbacks have structs or callbacks of their own");
	return BROKER_AGREED;
}

/**
 * broker_contract_check() - is a contract well formed?
 * @contract: the contract of an interface, all of it in readable memory
 * @reason: filled when it is not
 *
 * Return: BROKER_AGREED or BROKER_MALFORMED.
 */
enum broker_verdict broker_contract_check(const struct broker_contract *contract,
					  struct broker_reason *reason)
{
	const struct broker_contract *const *s;
	enum broker_verdict verdict;
	struct text name;

	verdict = check_text(contract, &broker_of_interface, reason);
	if (verdict)
		return verdict;
	verdict = check_callbacks(contract, reason);
	if (verdict)
		return verdict;
	for (s = contract->structs; s && *s; s++) {
		if (s - contract->structs >= BROKER_STRUCTS_MAX)
			return malformed(reason, "contract has more than %d structs",
					 BROKER_STRUCTS_MAX);
		verdict = check_text(*s, &broker_of_struct, reason);
		if (verdict)
			return verdict;
		name = broker_struct_name(*s);
		if (broker_struct_find(contract, name) != *s)
			return malformed(reason, "contract has struct '%.*s' twice",
					 (int)name.len, name.at);
	}
	return BROKER_AGREED;
}

/* The minor of the last row: none is older than the one before it. */
static unsigned int newest(const struct broker_contract *contract, unsigned int *count)
{
	const char *row = contract->text + strlen(contract->text) + 1;
	const char *last = NULL;
	unsigned int since = 0;

	for (*count = 0; !begins(row, BROKER_TAG_ABI); row += strlen(row) + 1) {
		last = strchr(row, '=') + 1;
		(*count)++;
	}
	if (last)
		broker_read_number(&last, &since);
	return since;
}

/**
 * broker_contract_identify() - which interface a contract describes
 * @contract: a contract that broker_contract_check() found well formed
 * @id: filled
 */
void broker_contract_identify(const struct broker_contract *contract, struct broker_identity *id)
{
	const char *at = contract->text + strlen(broker_of_interface.head);
	const struct broker_contract *callbacks = broker_contract_callbacks(contract);
	const struct broker_contract *const *s;
	unsigned int fields;
	struct text name;

	broker_read_name(&at, &name);
	id->name = name.at;
	id->name_len = name.len;
	at++;
	broker_read_number(&at, &id->major);
	id->minor = newest(contract, &id->ops);
	id->callbacks = 0;
	if (callbacks)
		id->minor = max(id->minor, newest(callbacks, &id->callbacks));
	for (s = contract->structs; s && *s; s++)
		id->minor = max(id->minor, newest(*s, &fields));
}

/**
 * broker_contract_name() - the name that a contract gives its interface
 * @contract: a contract in readable memory, not checked yet
 * @id: its name is set
 *
 * Return: false if it does not begin as contracts do.
 */
bool broker_contract_name(const struct broker_contract *contract, struct broker_identity *id)
{
	const unsigned int head = strlen(broker_of_interface.head);
	unsigned int len;

	if (contract->text_size <= head || memcmp(contract->text, broker_of_interface.head, head))
		return false;
	id->name = contract->text + head;
	for (len = 0; head + len < contract->text_size && is_word(id->name[len]); len++)
		if (len == BROKER_NAME_MAX)
			return false;
	id->name_len = len;
	return true;
}

/**
 * broker_contract_op() - look up one operation or callback
 * @contract: a contract that broker_contract_check() found well formed, or its callbacks
 * @index: of the operation, less than the number of operations
 * @op: filled
 */
void broker_contract_op(const struct broker_contract *contract, unsigned int index,
			struct broker_op *op)
{
	const char *optional;
	struct cursor cursor;
	struct item item;
	struct text name;

	broker_cursor_init(&cursor, contract);
	do {
		if (!broker_cursor_next(&cursor, UINT_MAX, &item))
			return;
	} while (item.index != index);
	name = broker_row_name(item.row);
	optional = strstr(item.row.at, "optional");
	op->what = broker_kind_of(contract)->what;
	op->name = name.at;
	op->name_len = name.len;
	op->optional = optional && optional < strstr(item.row.at, ": ");
}

/**
 * broker_contract_fingerprint() - a number for the text of a contract
 * @contract: a contract that broker_contract_check() found well formed
 *
 * Shows people which contracts are equal; the broker decides nothing by it. It covers
 * the texts as they are, so that layout counts here.
 *
 * Return: CRC-32, as in zlib, of the text, then of each struct's, then of the callbacks'.
 */
u32 broker_contract_fingerprint(const struct broker_contract *contract)
{
	const struct broker_contract *callbacks = broker_contract_callbacks(contract);
	const struct broker_contract *const *s;
	u32 crc = crc32_le(~0U, contract->text, contract->text_size);

	for (s = contract->structs; s && *s; s++)
		crc = crc32_le(crc, (*s)->text, (*s)->text_size);
	if (callbacks)
		crc = crc32_le(crc, callbacks->text, callbacks->text_size);
	return ~crc;
}

static bool same_contract_text(const struct broker_contract *a, const struct broker_contract *b)
{
	return a->text_size == b->text_size && !memcmp(a->text, b->text, a->text_size);
}

/**
 * broker_contract_same() - are two contracts the same, byte for byte?
 * @a: a contract, in readable memory
 * @b: another
 *
 * Most often two modules were compiled with the same header. Then what is known about
 * the one contract, that it is well formed and which interface it describes, holds for
 * the other, and the two agree; a comparison row by row has much more to do.
 *
 * Return: true if they are.
 */
bool broker_contract_same(const struct broker_contract *a, const struct broker_contract *b)
{
	static const struct broker_contract *const none[1];
	const struct broker_contract *const *s = a->structs ?: none;
	const struct broker_contract *const *t = b->structs ?: none;
	const struct broker_contract *back = broker_contract_callbacks(a);
	const struct broker_contract *forth = broker_contract_callbacks(b);

	if (!same_contract_text(a, b) || !back != !forth)
		return false;
	if (back && !same_contract_text(back, forth))
		return false;
	for (; *s && *t; s++, t++)
		if (!same_contract_text(*s, *t))
			return false;
	return !*s && !*t;
}
