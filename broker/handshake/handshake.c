// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two contracts: whether a provider and a consumer agree, and in which row they differ.
 */
#include <linux/kernel.h>

#include "handshake/rows.h"

/* The next character that counts: a blank counts only between two words. */
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

static enum broker_verdict differ(struct broker_reason *reason, const struct broker_contract *in,
				  const struct item *have, const struct item *want)
{
	const struct item *shown = have ?: want;
	struct text name = broker_row_name(shown->row);
	const struct kind *kind = broker_kind_of(in);
	bool is_struct = kind == &broker_of_struct;
	bool types = have && want && same_tokens(have->row, want->row);
	struct text nothing = {};
	struct text h = have ? (types ? have->word : have->row) : nothing;
	struct text w = want ? (types ? want->word : want->row) : nothing;

	reason->verdict = BROKER_CONTRACT_DIFFERS;
	snprintf(reason->what, sizeof(reason->what), "%s%.*s%s %u '%.*s'%s",
		 is_struct ? "struct " : "", is_struct ? (int)broker_struct_name(in).len : 0,
		 is_struct ? broker_struct_name(in).at : "", kind->what,
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

	broker_cursor_init(&p, provider);
	broker_cursor_init(&c, consumer);
	for (;;) {
		bool has = broker_cursor_next(&p, minor, &have);
		bool wants = broker_cursor_next(&c, minor, &want);

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
	const char *have = provider->text + strlen(broker_of_struct.head);
	const char *want = consumer->text + strlen(broker_of_struct.head);

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
	const size_t head = strlen(broker_of_struct.head);
	const struct broker_contract *const *s;
	const struct broker_contract *other;
	enum broker_verdict verdict;

	for (s = provider->structs; s && *s; s++) {
		other = broker_struct_find(consumer, broker_struct_name(*s));
		if (!other && provider_minor <= consumer_minor)
			return broker_reason(reason, BROKER_CONTRACT_DIFFERS, (*s)->text + head,
					     NULL, "struct");
		if (!other)
			continue;
		verdict = compare_struct(*s, other, min(provider_minor, consumer_minor), reason);
		if (verdict)
			return verdict;
	}
	for (s = consumer->structs; s && *s; s++) {
		other = broker_struct_find(provider, broker_struct_name(*s));
		if (!other && consumer_minor <= provider_minor)
			return broker_reason(reason, BROKER_CONTRACT_DIFFERS, NULL,
					     (*s)->text + head, "struct");
	}
	return BROKER_AGREED;
}

/* An interface becomes two-way with a minor: an older side has a list without callbacks. */
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

/**
 * broker_handshake() - do a provider and a consumer agree?
 * @provider: the provider's contract, well formed
 * @consumer: the consumer's contract of the same interface, well formed
 * @min_minor: the oldest minor that the consumer can work with
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
 * @min_minor: the oldest minor of a consumer that the provider can work with
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
