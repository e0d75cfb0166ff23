// SPDX-License-Identifier: GPL-2.0-only
/*
 * A contract is text: a head row, one row for each operation (or field), and
 * a last row with one word for each of them that says what its types come down
 * to. Two cursors, over the rows and over the words, walk it in step:
 *
 *	broker_interface=acme_ring 1
 *	broker_op=0 sleep: int open(u32 id, struct acme_ring **ring)
 *	broker_op=1 atomic: int submit(struct acme_ring *ring, u64 at)
 *	broker_abi=ijo ioy
 *
 * The callbacks of a two-way interface are a contract of their own, which hangs on the
 * first: a broker that knows of none sees a member that it does not know.
 *
 * broker_contract_check() looks at every byte once, when a module hands the
 * contract in; the other functions rely on that.
 */
#include <linux/crc32.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "handshake/handshake.h"

struct text {
	const char *at;
	unsigned int len;
};

struct cursor {
	const char *row;	/* the next row */
	const char *word;	/* the next word of the last row */
	unsigned int index;	/* of the next row */
};

struct item {
	unsigned int index;
	unsigned int since;
	struct text row;	/* what follows "tag=" */
	struct text word;
};

/**
 * struct kind - what a contract is of
 * @head: how its text begins
 * @tag: how each of its rows begins
 * @things: what its rows declare
 * @what: what one row declares, in front of its number
 */
struct kind {
	const char *head;
	const char *tag;
	const char *things;
	const char *what;
};

static const struct kind of_interface = {
	"broker_interface=", "broker_op=", "operations", "op"
};

static const struct kind of_callbacks = {
	"broker_callbacks=", "broker_callback=", "callbacks", "callback"
};

static const struct kind of_struct = {
	"broker_struct=", "broker_field=", "fields", " field"
};

static const char tag_abi[] = "broker_abi=";

static bool begins(const char *row, const char *tag)
{
	while (*tag)
		if (*row++ != *tag++)
			return false;
	return true;
}

static bool is_word(char c)
{
	return isalnum(c) || c == '_';
}

static struct text text_of(const char *s)
{
	return (struct text){ s, strlen(s) };
}

static bool same_text(struct text a, struct text b)
{
	return a.len == b.len && !memcmp(a.at, b.at, a.len);
}

/* The next character that counts: a blank does only between two words. */
static char next_token_char(struct text *t, char before)
{
	bool blank = false;
	char c;

	while (t->len && *t->at == ' ') {
		blank = true;
		t->at++;
		t->len--;
	}
	if (!t->len)
		return '\0';
	c = *t->at;
	if (blank && is_word(before) && is_word(c))
		return ' ';
	t->at++;
	t->len--;
	return c;
}

/*
 * Comments and layout leave blanks in the text of a macro argument, so rows are
 * compared as C tokens. Not exact C: "a - -b" equals "a--b", which no prototype
 * has.
 */
static bool same_tokens(struct text a, struct text b)
{
	char last = '\0';

	if (same_text(a, b))
		return true;
	for (;;) {
		char c = next_token_char(&a, last);

		if (c != next_token_char(&b, last))
			return false;
		if (!c)
			return true;
		/* After the blank that stands for it, a word is only begun. */
		last = c;
	}
}

static const struct kind *kind_of(const struct broker_contract *contract)
{
	if (begins(contract->text, of_struct.head))
		return &of_struct;
	return begins(contract->text, of_callbacks.head) ? &of_callbacks : &of_interface;
}

/* The name, or path, of what a row declares: what stands before '(' or '[', or last. */
static struct text row_name(struct text row)
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

/* Reads at most four digits. False if there is none, or one too many. */
static bool read_number(const char **at, unsigned int *number)
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

static bool read_name(const char **at, struct text *name)
{
	name->at = *at;
	while (is_word(**at))
		(*at)++;
	name->len = *at - name->at;
	return name->len && name->len <= BROKER_NAME_MAX && !isdigit(*name->at);
}

enum broker_verdict broker_reason(struct broker_reason *reason, enum broker_verdict verdict,
				  const char *have, const char *want, const char *fmt, ...)
{
	va_list args;

	reason->verdict = verdict;
	snprintf(reason->have, sizeof(reason->have), "%s", have ?: "");
	snprintf(reason->want, sizeof(reason->want), "%s", want ?: "");
	va_start(args, fmt);
	vsnprintf(reason->what, sizeof(reason->what), fmt, args);
	va_end(args);
	return verdict;
}

#define malformed(reason, ...)	\
	broker_reason(reason, BROKER_MALFORMED, NULL, NULL, __VA_ARGS__)

/* Rows end by NUL and hold nothing that could upset a terminal or a log. */
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
	if (!read_name(&at, &name))
		return malformed(reason,
				 "name '%.64s' is not an identifier of at most %d characters",
				 name.at, BROKER_NAME_MAX);
	if (kind == &of_struct ? !strcmp(at, " sealed") || !strcmp(at, " growing") :
	    *at == ' ' && at++ && read_number(&at, &major) && !*at)
		return BROKER_AGREED;
	return malformed(reason, "contract of '%.*s' has a head that ends in '%.32s'",
			 (int)name.len, name.at, at);
}

/* One "tag=SINCE REST", its tag known; a function's REST is "CONTEXT: TYPE NAME(...)". */
static bool is_item(struct text row, const struct kind *kind, unsigned int *since)
{
	const char *at = row.at + strlen(kind->tag);

	if (!read_number(&at, since) || *at != ' ')
		return false;
	if (kind != &of_struct && !(strstr(at, ": ") && strchr(at, '(')))
		return false;
	row.len -= at - row.at;
	row.at = at;
	return row_name(row).len;
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

/* Of a contract whose head has been checked. */
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

		if (!known && begins(row, tag_abi))
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
	if (least && kind == &of_struct && is_sealed(contract))
		return malformed(reason, "sealed struct has a field of minor %u", least);
	if (row >= end || row + strlen(row) + 1 != end)
		return malformed(reason, "contract does not end with one %s row", tag_abi);
	if (count_words(row + strlen(tag_abi)) != count)
		return malformed(reason, "contract has %u rows and %u words for them", count,
				 count_words(row + strlen(tag_abi)));
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

/* Both heads are known to be well formed. */
static enum broker_verdict check_callbacks(const struct broker_contract *contract,
					   struct broker_reason *reason)
{
	const struct broker_contract *callbacks = broker_contract_callbacks(contract);
	const char *name = contract->text + strlen(of_interface.head);
	enum broker_verdict verdict;

	if (!callbacks)
		return BROKER_AGREED;
	verdict = check_text(callbacks, &of_callbacks, reason);
	if (verdict)
		return verdict;
	if (strcmp(callbacks->text + strlen(of_callbacks.head), name))
		return malformed(reason, "contract of '%.48s' has the callbacks of '%.48s'",
				 name, callbacks->text + strlen(of_callbacks.head));
	if (callbacks->structs || broker_contract_callbacks(callbacks))
		return malformed(reason, "callbacks have structs or callbacks of their own");
	return BROKER_AGREED;
}

static struct text struct_name(const struct broker_contract *contract)
{
	const char *at = contract->text + strlen(of_struct.head);
	struct text name;

	read_name(&at, &name);
	return name;
}

static const struct broker_contract *find_struct(const struct broker_contract *contract,
						 struct text name)
{
	const struct broker_contract *const *s;

	for (s = contract->structs; s && *s; s++)
		if (same_text(struct_name(*s), name))
			return *s;
	return NULL;
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

	verdict = check_text(contract, &of_interface, reason);
	if (verdict)
		return verdict;
	verdict = check_callbacks(contract, reason);
	if (verdict)
		return verdict;
	for (s = contract->structs; s && *s; s++) {
		if (s - contract->structs >= BROKER_STRUCTS_MAX)
			return malformed(reason, "contract has more than %d structs",
					 BROKER_STRUCTS_MAX);
		verdict = check_text(*s, &of_struct, reason);
		if (verdict)
			return verdict;
		if (find_struct(contract, struct_name(*s)) != *s)
			return malformed(reason, "contract has struct '%.*s' twice",
					 (int)struct_name(*s).len, struct_name(*s).at);
	}
	return BROKER_AGREED;
}

static void cursor_init(struct cursor *cursor, const struct broker_contract *contract)
{
	const char *row = contract->text + strlen(contract->text) + 1;

	cursor->row = row;
	cursor->index = 0;
	while (!begins(row, tag_abi))
		row += strlen(row) + 1;
	cursor->word = row + strlen(tag_abi);
}

/* The next row that is not newer than @minor; rows newer than that come last. */
static bool cursor_next(struct cursor *cursor, unsigned int minor, struct item *item)
{
	const char *at = cursor->row;

	if (begins(at, tag_abi))
		return false;
	at = strchr(at, '=') + 1;
	item->index = cursor->index;
	item->row = text_of(at);
	read_number(&at, &item->since);
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

/* The minor of the last row: none is older than the one before it. */
static unsigned int newest(const struct broker_contract *contract, unsigned int *count)
{
	const char *row = contract->text + strlen(contract->text) + 1;
	const char *last = NULL;
	unsigned int since = 0;

	for (*count = 0; !begins(row, tag_abi); row += strlen(row) + 1) {
		last = strchr(row, '=') + 1;
		(*count)++;
	}
	if (last)
		read_number(&last, &since);
	return since;
}

/**
 * broker_contract_identify() - what interface a contract is of
 * @contract: a contract that broker_contract_check() found well formed
 * @id: filled
 */
void broker_contract_identify(const struct broker_contract *contract, struct broker_identity *id)
{
	const char *at = contract->text + strlen(of_interface.head);
	const struct broker_contract *callbacks = broker_contract_callbacks(contract);
	const struct broker_contract *const *s;
	unsigned int fields;
	struct text name;

	read_name(&at, &name);
	id->name = name.at;
	id->name_len = name.len;
	at++;
	read_number(&at, &id->major);
	id->minor = newest(contract, &id->ops);
	id->callbacks = 0;
	if (callbacks)
		id->minor = max(id->minor, newest(callbacks, &id->callbacks));
	for (s = contract->structs; s && *s; s++)
		id->minor = max(id->minor, newest(*s, &fields));
}

/**
 * broker_contract_name() - what a contract calls itself
 * @contract: a contract of which nothing is known but that it is readable
 * @id: its name is set
 *
 * Return: false if it does not begin as contracts do.
 */
bool broker_contract_name(const struct broker_contract *contract, struct broker_identity *id)
{
	const unsigned int head = strlen(of_interface.head);
	unsigned int len;

	if (contract->text_size <= head || memcmp(contract->text, of_interface.head, head))
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
 * @index: of the operation, below the number of them
 * @op: filled
 */
void broker_contract_op(const struct broker_contract *contract, unsigned int index,
			struct broker_op *op)
{
	const char *optional;
	struct cursor cursor;
	struct item item;
	struct text name;

	cursor_init(&cursor, contract);
	do {
		if (!cursor_next(&cursor, UINT_MAX, &item))
			return;
	} while (item.index != index);
	name = row_name(item.row);
	optional = strstr(item.row.at, "optional");
	op->what = kind_of(contract)->what;
	op->name = name.at;
	op->name_len = name.len;
	op->optional = optional && optional < strstr(item.row.at, ": ");
}

/**
 * broker_contract_fingerprint() - a number for what a contract says
 * @contract: a contract that broker_contract_check() found well formed
 *
 * For people to see which contracts are equal; nothing is decided by it. Over
 * the texts as they are, so that layout counts here.
 *
 * Return: CRC-32, as zlib's, of the text, then of each struct's, then of the callbacks'.
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

static enum broker_verdict differ(struct broker_reason *reason, const struct broker_contract *in,
				  const struct item *have, const struct item *want)
{
	const struct item *shown = have ?: want;
	struct text name = row_name(shown->row);
	const struct kind *kind = kind_of(in);
	bool is_struct = kind == &of_struct;
	bool types = have && want && same_tokens(have->row, want->row);
	struct text nothing = {};
	struct text h = have ? (types ? have->word : have->row) : nothing;
	struct text w = want ? (types ? want->word : want->row) : nothing;

	reason->verdict = BROKER_CONTRACT_DIFFERS;
	snprintf(reason->what, sizeof(reason->what), "%s%.*s%s %u '%.*s'%s",
		 is_struct ? "struct " : "", is_struct ? (int)struct_name(in).len : 0,
		 is_struct ? struct_name(in).at : "", kind->what,
		 shown->index, (int)min(name.len, 40U), name.at,
		 types ? ": same text, other types" : "");
	snprintf(reason->have, sizeof(reason->have), "%.*s", (int)h.len, h.at ?: "");
	snprintf(reason->want, sizeof(reason->want), "%.*s", (int)w.len, w.at ?: "");
	return BROKER_CONTRACT_DIFFERS;
}

/* All rows up to @minor must be the same on both sides, and equally many. */
static enum broker_verdict compare_rows(const struct broker_contract *provider,
					const struct broker_contract *consumer,
					unsigned int minor, struct broker_reason *reason)
{
	struct cursor p, c;
	struct item have, want;

	cursor_init(&p, provider);
	cursor_init(&c, consumer);
	for (;;) {
		bool has = cursor_next(&p, minor, &have);
		bool wants = cursor_next(&c, minor, &want);

		if (!has && !wants)
			return BROKER_AGREED;
		if (!has || !wants || !same_tokens(have.row, want.row) ||
		    !same_text(have.word, want.word))
			return differ(reason, provider, has ? &have : NULL, wants ? &want : NULL);
	}
}

static enum broker_verdict compare_struct(const struct broker_contract *provider,
					  const struct broker_contract *consumer,
					  unsigned int minor, struct broker_reason *reason)
{
	const char *have = provider->text + strlen(of_struct.head);
	const char *want = consumer->text + strlen(of_struct.head);

	if (strcmp(have, want))
		return broker_reason(reason, BROKER_CONTRACT_DIFFERS, have, want, "struct");
	return compare_rows(provider, consumer, minor, reason);
}

/* A struct that one side alone lists was introduced by a larger minor. */
static enum broker_verdict compare_structs(const struct broker_contract *provider,
					   const struct broker_contract *consumer,
					   unsigned int provider_minor,
					   unsigned int consumer_minor,
					   struct broker_reason *reason)
{
	const struct broker_contract *const *s;
	enum broker_verdict verdict;

	for (s = provider->structs; s && *s; s++) {
		const struct broker_contract *other = find_struct(consumer, struct_name(*s));

		if (!other && provider_minor <= consumer_minor)
			return broker_reason(reason, BROKER_CONTRACT_DIFFERS,
					     (*s)->text + strlen(of_struct.head), NULL, "struct");
		if (!other)
			continue;
		verdict = compare_struct(*s, other, min(provider_minor, consumer_minor), reason);
		if (verdict)
			return verdict;
	}
	for (s = consumer->structs; s && *s; s++)
		if (!find_struct(provider, struct_name(*s)) && consumer_minor <= provider_minor)
			return broker_reason(reason, BROKER_CONTRACT_DIFFERS,
					     NULL, (*s)->text + strlen(of_struct.head), "struct");
	return BROKER_AGREED;
}

/* An interface turns two-way by a minor: an older side has a list without callbacks. */
static enum broker_verdict compare_callbacks(const struct broker_contract *provider,
					     const struct broker_contract *consumer,
					     unsigned int minor, struct broker_reason *reason)
{
	static const char text[] = "broker_callbacks=\0broker_abi=";
	static const struct broker_contract none = {
		.size = sizeof(none),
		.text_size = sizeof(text),
		.text = text,
	};
	const struct broker_contract *have = broker_contract_callbacks(provider);
	const struct broker_contract *want = broker_contract_callbacks(consumer);

	return compare_rows(have ?: &none, want ?: &none, minor, reason);
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
 * Most often two modules were compiled with the same header. Then what is known
 * of the one, that it is well formed and what it is of, holds for the other, and
 * the two agree; a comparison row by row has much more to do.
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

/**
 * broker_handshake() - do a provider and a consumer agree?
 * @provider: the provider's contract, well formed
 * @consumer: the consumer's contract of the same interface, well formed
 * @min_minor: the oldest minor that the consumer can do with
 * @reason: filled when they do not
 *
 * The contract of minor n is a prefix of that of minor n+1, so both sides must
 * have the same rows up to the smaller of their minors.
 *
 * Return: the verdict.
 */
enum broker_verdict broker_handshake(const struct broker_contract *provider,
				     const struct broker_contract *consumer,
				     unsigned int min_minor, struct broker_reason *reason)
{
	struct broker_identity p, c;
	enum broker_verdict verdict;
	char have[16], want[16];

	broker_contract_identify(provider, &p);
	broker_contract_identify(consumer, &c);
	if (p.major != c.major) {
		snprintf(have, sizeof(have), "%u", p.major);
		snprintf(want, sizeof(want), "%u", c.major);
		return broker_reason(reason, BROKER_OTHER_MAJOR, have, want, "other major");
	}
	if (p.minor < min_minor) {
		snprintf(have, sizeof(have), "%u.%u", p.major, p.minor);
		snprintf(want, sizeof(want), "%u.%u", c.major, min_minor);
		return broker_reason(reason, BROKER_MINOR_TOO_OLD, have, want, "minor too old");
	}
	verdict = compare_rows(provider, consumer, min(p.minor, c.minor), reason);
	if (verdict)
		return verdict;
	verdict = compare_callbacks(provider, consumer, min(p.minor, c.minor), reason);
	if (verdict)
		return verdict;
	return compare_structs(provider, consumer, p.minor, c.minor, reason);
}

/**
 * broker_handshake_consumer() - is a consumer new enough for a provider?
 * @consumer: the consumer's contract, well formed
 * @min_minor: the oldest minor of a consumer that the provider can do with
 * @reason: filled if it is not
 *
 * Return: the verdict.
 */
enum broker_verdict broker_handshake_consumer(const struct broker_contract *consumer,
					      unsigned int min_minor,
					      struct broker_reason *reason)
{
	struct broker_identity id;

	broker_contract_identify(consumer, &id);
	if (id.minor >= min_minor)
		return BROKER_AGREED;
	return broker_reason(reason, BROKER_CONSUMER_TOO_OLD, NULL, NULL,
			     "consumer too old: it has minor %u, the provider asks for %u",
			     id.minor, min_minor);
}
