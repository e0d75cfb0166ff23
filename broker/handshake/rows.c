// SPDX-License-Identifier: GPL-2.0-only
/*
 * A contract is text: a head row, one row for each operation (or field), and
 * a last row with one word for each of them, which encodes what its types resolve
 * to. Two cursors, over the rows and over the words, walk it in step:
 *
 *	broker_interface=acme_ring 1
 *	broker_op=0 sleep: int open(u32 id, struct acme_ring **ring)
 *	broker_op=1 atomic: int submit(struct acme_ring *ring, u64 at)
 *	broker_abi=ijo ioy
 *
 * The callbacks of a two-way interface are a separate contract, to which the first one
 * points: a broker without support for callbacks sees a member that it does not know.
 *
 * broker_contract_check() looks at every byte once, when a module passes the
 * contract in; the other functions rely on that.
 */
#include <linux/kernel.h>

#include "handshake/rows.h"

const struct kind broker_of_interface = {
	"broker_interface=", "broker_op=", "operations", "op"
};

const struct kind broker_of_callbacks = {
	"broker_callbacks=", "broker_callback=", "callbacks", "callback"
};

const struct kind broker_of_struct = {
	"broker_struct=", "broker_field=", "fields", " field"
};

const struct kind *broker_kind_of(const struct broker_contract *contract)
{
	if (begins(contract->text, broker_of_struct.head))
		return &broker_of_struct;
	return begins(contract->text, broker_of_callbacks.head) ? &broker_of_callbacks :
								   &broker_of_interface;
}

/* The name, or path, of what a row declares: the word before '(' or '[', or the last. */
struct text broker_row_name(struct text row)
{
	const char *end = row.at, *start;

	while (end < row.at + row.len && *end != '(' && *end != '[')
		end++;
	while (end > row.at && !is_word(end[-1]))
		end--;
	start = end;
	while (start > row.at && (is_word(start[-1]) || start[-1] == '.'))
		start--;
	return (struct text){ start, end - start };
}

/* Reads at most four digits. Returns false if there is none, or one too many. */
bool broker_read_number(const char **at, unsigned int *number)
{
	const char *s = *at;

	*number = 0;
	while (isdigit(*s) && s - *at < 4)
		*number = *number * 10 + *s++ - '0';
	if (s == *at || isdigit(*s))
		return false;
	*at = s;
	return true;
}

bool broker_read_name(const char **at, struct text *name)
{
	name->at = *at;
	while (is_word(**at))
		(*at)++;
	name->len = *at - name->at;
	return name->len && name->len <= BROKER_NAME_MAX && !isdigit(*name->at);
}

struct text broker_struct_name(const struct broker_contract *contract)
{
	const char *at = contract->text + strlen(broker_of_struct.head);
	struct text name;

	broker_read_name(&at, &name);
	return name;
}

const struct broker_contract *broker_struct_find(const struct broker_contract *contract,
						 struct text name)
{
	const unsigned int head = strlen(broker_of_struct.head);
	const struct broker_contract *const *s;
	const char *at;

	for (s = contract->structs; s && *s; s++) {
		at = (*s)->text + head;
		if (head + name.len < (*s)->text_size && at[name.len] == ' ' &&
		    !memcmp(at, name.at, name.len))
			return *s;
	}
	return NULL;
}

void broker_cursor_init(struct cursor *cursor, const struct broker_contract *contract)
{
	const char *row = contract->text + strlen(contract->text) + 1;

	cursor->row = row;
	cursor->index = 0;
	while (!begins(row, BROKER_TAG_ABI))
		row += strlen(row) + 1;
	cursor->word = row + strlen(BROKER_TAG_ABI);
}

/* The next row that is not newer than @minor; newer rows come last. */
bool broker_cursor_next(struct cursor *cursor, unsigned int minor, struct item *item)
{
	const char *at = cursor->row;

	if (begins(at, BROKER_TAG_ABI))
		return false;
	at = strchr(at, '=') + 1;
	item->index = cursor->index;
	item->row = text_of(at);
	broker_read_number(&at, &item->since);
	if (item->since > minor)
		return false;
	item->word.at = cursor->word;
	item->word.len = strcspn(cursor->word, " ");
	cursor->word += item->word.len;
	cursor->word += strspn(cursor->word, " ");
	cursor->row = item->row.at + item->row.len + 1;
	cursor->index++;
	return true;
}
