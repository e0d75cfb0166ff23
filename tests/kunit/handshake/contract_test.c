// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of single contracts: which texts are contracts, and what they
 * mean.
 */
#include <linux/string.h>

#include <linux/broker/interface.h>

#include "texts.h"

struct malformed {
	const char *name;
	struct broker_contract contract;
	const char *what;
};

#define NO_HEAD		"contract does not begin with broker_interface="
#define NO_STRUCT_HEAD	"contract does not begin with broker_struct="
#define ODD		"contract has odd characters or no end"
#define NO_ABI		"contract does not end with one broker_abi= row"
#define NO_NAME(_name)	"name '" _name "' is not an identifier of at most 40 characters"
#define BAD_HEAD(_rest)	"contract of 'ring' has a head that ends in '" _rest "'"
#define BAD_ROW(_index, _row)	"contract row " _index " '" _row "' is malformed"

#define SECOND_ROW(_row)	CONTRACT(HEAD OPEN _row "\0broker_abi=ij ij ")
#define WORDS(_words)		CONTRACT(HEAD OPEN CLOSE "broker_abi=" _words)
#define WITH_STRUCT(_struct)	CONTRACT(RING_1_0, &(const struct broker_contract)_struct)

static const struct malformed malformed[] = {
	{ "no text", { .text_size = 4 }, "contract has 4 bytes of text" },
	{ "no bytes", { .text = HEAD }, "contract has 0 bytes of text" },
	{ "too many bytes", { .text = HEAD, .text_size = BROKER_TEXT_MAX + 1 },
	  "contract has 65537 bytes of text" },
	{ "most bytes there can be", { .text = HEAD, .text_size = UINT_MAX },
	  "contract has 4294967295 bytes of text" },

	{ "line feed", SECOND_ROW("broker_op=0 sleep:\n int f(u32 id)"), ODD },
	{ "tab", SECOND_ROW("broker_op=0 sleep:\tint f(u32 id)"), ODD },
	{ "escape", SECOND_ROW("broker_op=0 sleep: \033[1m int f(u32 id)"), ODD },
	{ "DEL", SECOND_ROW("broker_op=0 sleep: \177 int f(u32 id)"), ODD },
	{ "not ASCII", SECOND_ROW("broker_op=0 sleep: int \344(u32 id)"), ODD },

	{ "empty text", CONTRACT(""), NO_HEAD },
	{ "no head", CONTRACT(OPEN "broker_abi=ij "), NO_HEAD },
	{ "head of a struct", HEAD_AND_ROWS("broker_struct=ring sealed\0"), NO_HEAD },
	{ "half a tag", CONTRACT("broker_inter"), NO_HEAD },

	{ "no name", NAMED(" 1"), NO_NAME(" 1") },
	{ "name too long", NAMED(FORTY_LETTERS "k 1"), NO_NAME(FORTY_LETTERS "k 1") },
	{ "name begins with a digit", NAMED("1ring 1"), NO_NAME("1ring 1") },
	{ "name with a dash", NAMED("ring-x 1"), BAD_HEAD("-x 1") },
	{ "no version", NAMED("ring"), BAD_HEAD("") },
	{ "empty version", NAMED("ring "), BAD_HEAD("") },
	{ "version is a word", NAMED("ring one"), BAD_HEAD("one") },
	{ "version is negative", NAMED("ring -1"), BAD_HEAD("-1") },
	{ "version of five digits", NAMED("ring 12345"), BAD_HEAD("12345") },
	{ "more than a version", NAMED("ring 1 2"), BAD_HEAD(" 2") },

	{ "only a head", CONTRACT("broker_interface=ring 1"), "contract has 0 operations" },
	{ "no rows", CONTRACT(HEAD "broker_abi="), "contract has 0 operations" },
	{ "empty row", SECOND_ROW(""), BAD_ROW("1", "") },
	{ "unknown tag", SECOND_ROW("broker_up=0 sleep: int f(u32 id)"),
	  BAD_ROW("1", "broker_up=0 sleep: int f(u32 id)") },
	{ "field in an interface", SECOND_ROW("broker_field=0 u32 id"),
	  BAD_ROW("1", "broker_field=0 u32 id") },
	{ "second head", SECOND_ROW("broker_interface=ring 1"),
	  BAD_ROW("1", "broker_interface=ring 1") },
	{ "no minor", SECOND_ROW("broker_op=sleep: int f(u32 id)"),
	  BAD_ROW("1", "broker_op=sleep: int f(u32 id)") },
	{ "minor of five digits", SECOND_ROW("broker_op=00000 sleep: int f(u32 id)"),
	  BAD_ROW("1", "broker_op=00000 sleep: int f(u32 id)") },
	{ "minor and no blank", SECOND_ROW("broker_op=0sleep: int f(u32 id)"),
	  BAD_ROW("1", "broker_op=0sleep: int f(u32 id)") },
	{ "no context", SECOND_ROW("broker_op=0 int f(u32 id)"),
	  BAD_ROW("1", "broker_op=0 int f(u32 id)") },
	{ "no parameters", SECOND_ROW("broker_op=0 sleep: int f"),
	  BAD_ROW("1", "broker_op=0 sleep: int f") },
	{ "no name of an operation", SECOND_ROW("broker_op=0 : (u32 id)"),
	  BAD_ROW("1", "broker_op=0 : (u32 id)") },
	{ "rows out of order", CONTRACT(HEAD SUBMIT OPEN "broker_abi=ijy ij "),
	  "contract row 1 'broker_op=0 sleep: int open(u32 id)' is older than the one before it" },

	{ "no types", CONTRACT(HEAD "broker_op=0 sleep: int open(u32 id)"), NO_ABI },
	{ "types twice", SECOND_ROW("broker_abi=ij ij "), NO_ABI },
	{ "row after the types", WORDS("ij vj \0" SUBMIT), NO_ABI },
	{ "tag after the types", WORDS("ij vj \0broker_xyz=1"), NO_ABI },
	{ "NUL after the types", WORDS("ij vj \0"), NO_ABI },
	{ "no words", WORDS(""), "contract has 2 rows and 0 words for them" },
	{ "a word too few", WORDS("ij "), "contract has 2 rows and 1 words for them" },
	{ "a word too many", WORDS("ij vj ijy"), "contract has 2 rows and 3 words for them" },

	{ "struct without text", WITH_STRUCT({}), "contract has 0 bytes of text" },
	{ "struct is an interface", WITH_STRUCT(CONTRACT(RING_1_0)), NO_STRUCT_HEAD },
	{ "struct of no kind", WITH_STRUCT(CONTRACT("broker_struct=ring")), BAD_HEAD("") },
	{ "struct of an unknown kind", WITH_STRUCT(CONTRACT("broker_struct=ring sealed2")),
	  BAD_HEAD(" sealed2") },
	{ "struct name too long",
	  WITH_STRUCT(CONTRACT("broker_struct=" FORTY_LETTERS "k sealed")),
	  NO_NAME(FORTY_LETTERS "k sealed") },
	{ "struct without fields", WITH_STRUCT(CONTRACT("broker_struct=ring sealed\0broker_abi=")),
	  "contract has 0 fields" },
	{ "operation in a struct",
	  WITH_STRUCT(CONTRACT("broker_struct=ring sealed\0" OPEN "broker_abi=ij ")),
	  BAD_ROW("0", "broker_op=0 sleep: int open(u32 id)") },
	{ "field without a name",
	  WITH_STRUCT(CONTRACT("broker_struct=ring sealed\0broker_field=0 [4]\0broker_abi=j ")),
	  BAD_ROW("0", "broker_field=0 [4]") },
	{ "sealed struct that has grown", CONTRACT(RING_1_0, &sealed_since_1),
	  "sealed struct has a field of minor 1" },
	{ "struct twice", CONTRACT(RING_1_0, &sealed, &desc_0, &growing_mode),
	  "contract has struct 'mode' twice" },
};

static void malformed_desc(const struct malformed *param, char *desc)
{
	strscpy(desc, param->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(malformed, malformed, malformed_desc);

static void check_refuses_malformed(struct kunit *test)
{
	const struct malformed *param = test->param_value;
	struct broker_contract contract = param->contract;
	struct broker_reason reason = {};

	if (contract.text && contract.text_size && contract.text_size <= BROKER_TEXT_MAX)
		contract = at_end(test, 0, &param->contract);
	KUNIT_EXPECT_EQ(test, BROKER_MALFORMED, broker_contract_check(&contract, &reason));
	KUNIT_EXPECT_EQ(test, BROKER_MALFORMED, reason.verdict);
	KUNIT_EXPECT_STREQ(test, param->what, reason.what);
	KUNIT_EXPECT_STREQ(test, "", reason.have);
	KUNIT_EXPECT_STREQ(test, "", reason.want);
}

static const struct broker_contract ring_1_2 = CONTRACT(RING_1_2);

static void check_refuses_every_cut(struct kunit *test)
{
	struct broker_contract contract;
	struct broker_reason reason;
	unsigned int bytes;

	for (bytes = 1; bytes < ring_1_2.text_size; bytes++) {
		contract = cut(test, 0, &ring_1_2, bytes);
		KUNIT_EXPECT_EQ_MSG(test, BROKER_MALFORMED,
				    broker_contract_check(&contract, &reason),
				    "cut to %u bytes", bytes);
	}
}

static void check_refuses_every_cut_of_a_struct(struct kunit *test)
{
	struct broker_contract part;
	const struct broker_contract contract = CONTRACT(RING_1_0, &sealed, &part);
	struct broker_reason reason;
	unsigned int bytes;

	for (bytes = 1; bytes < desc_1.text_size; bytes++) {
		part = cut(test, 0, &desc_1, bytes);
		KUNIT_EXPECT_EQ_MSG(test, BROKER_MALFORMED,
				    broker_contract_check(&contract, &reason),
				    "cut to %u bytes", bytes);
	}
}

/* A contract of @ops times the same operation, at the end of an area. */
static struct broker_contract many(struct kunit *test, unsigned int ops)
{
	unsigned int size = sizeof(HEAD) - 1 + ops * (sizeof(OPEN) - 1) +
			    sizeof("broker_abi=") + 2 * ops;
	char *text = area_end(test, 0, size);
	char *at = text;
	unsigned int i;

	memcpy(at, HEAD, sizeof(HEAD) - 1);
	at += sizeof(HEAD) - 1;
	for (i = 0; i < ops; i++, at += sizeof(OPEN) - 1)
		memcpy(at, OPEN, sizeof(OPEN) - 1);
	at += sprintf(at, "broker_abi=");
	for (i = 0; i < ops; i++)
		at += sprintf(at, "i ");
	return (struct broker_contract){ .text = text, .text_size = size };
}

static void check_counts_operations(struct kunit *test)
{
	struct broker_contract contract = many(test, BROKER_OPS_MAX);
	struct broker_identity id;
	struct broker_reason reason = {};

	KUNIT_EXPECT_EQ(test, BROKER_AGREED, broker_contract_check(&contract, &reason));
	broker_contract_identify(&contract, &id);
	KUNIT_EXPECT_EQ(test, BROKER_OPS_MAX, id.ops);

	contract = many(test, BROKER_OPS_MAX + 1);
	KUNIT_EXPECT_EQ(test, BROKER_MALFORMED, broker_contract_check(&contract, &reason));
	KUNIT_EXPECT_STREQ(test, "contract has 1025 operations", reason.what);
}

static void check_counts_structs(struct kunit *test)
{
	static const char text[] = "broker_struct=aa sealed\0broker_field=0 u32 x\0broker_abi=j ";
	static struct broker_contract structs[BROKER_STRUCTS_MAX + 1];
	static const struct broker_contract *list[BROKER_STRUCTS_MAX + 2];
	static char texts[BROKER_STRUCTS_MAX + 1][sizeof(text)];
	struct broker_contract contract = CONTRACT(RING_1_0);
	struct broker_reason reason = {};
	char *name;
	int i;

	memset(list, 0, sizeof(list));
	contract.structs = list;
	for (i = 0; i <= BROKER_STRUCTS_MAX; i++) {
		KUNIT_EXPECT_EQ(test, BROKER_AGREED, broker_contract_check(&contract, &reason));
		memcpy(texts[i], text, sizeof(text));
		name = texts[i] + strlen("broker_struct=");
		name[0] += i / 16;
		name[1] += i % 16;
		structs[i].text = texts[i];
		structs[i].text_size = sizeof(text);
		list[i] = &structs[i];
	}
	KUNIT_EXPECT_EQ(test, BROKER_MALFORMED, broker_contract_check(&contract, &reason));
	KUNIT_EXPECT_STREQ(test, "contract has more than 64 structs", reason.what);
}

static const struct broker_contract good[] = {
	CONTRACT(RING_1_0),
	CONTRACT(RING_1_2, &sealed, &desc_1),
	{ .text = RING_1_1, .text_size = sizeof(RING_1_1) },	/* no list at all */
	NAMED("_ 0"), NAMED("ring 9999"), NAMED(FORTY_LETTERS " 1"),
};

static void check_accepts(struct kunit *test)
{
	struct broker_contract contract;
	struct broker_reason reason = {};
	int i;

	for (i = 0; i < ARRAY_SIZE(good); i++) {
		contract = at_end(test, 0, &good[i]);
		KUNIT_EXPECT_EQ(test, BROKER_AGREED, broker_contract_check(&contract, &reason));
		KUNIT_EXPECT_STREQ(test, "", reason.what);
	}
}

#define MADE_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(3, u8, cookie, [16])
BROKER_GROWING_STRUCT(made_desc, MADE_FIELDS);

#define MADE_OPS(OP)							\
	OP(0, sleep, int, open, (u32 id, void **made))			\
	OP(2, atomic | optional, bool, idle, (const void *made))
BROKER_INTERFACE(made, 7, MADE_OPS, made_desc);

static void check_accepts_what_the_macros_make(struct kunit *test)
{
	struct broker_reason reason = {};
	struct broker_identity id;

	KUNIT_ASSERT_EQ(test, BROKER_AGREED, broker_contract_check(&made__contract, &reason));
	broker_contract_identify(&made__contract, &id);
	KUNIT_EXPECT_EQ(test, made_major, id.major);
	KUNIT_EXPECT_EQ(test, made_minor, id.minor);
	KUNIT_EXPECT_EQ(test, 2, id.ops);
	KUNIT_EXPECT_EQ(test, BROKER_AGREED,
			broker_handshake(&made__contract, &made__contract, 3, &reason));
}

static const struct {
	struct broker_contract contract;
	unsigned int minor, ops;
} identities[] = {
	{ CONTRACT(RING_1_0), 0, 2 },
	{ CONTRACT(RING_1_2), 2, 4 },
	{ CONTRACT(RING_1_1, &sealed), 1, 3 },
	{ CONTRACT(RING_1_0, &desc_0, &desc_3), 3, 2 },
	{ CONTRACT(RING_1_2, &desc_1), 2, 4 },
};

static void identify_takes_the_newest_minor(struct kunit *test)
{
	struct broker_identity id;
	int i;

	for (i = 0; i < ARRAY_SIZE(identities); i++) {
		broker_contract_identify(&identities[i].contract, &id);
		KUNIT_EXPECT_EQ(test, 4, id.name_len);
		KUNIT_EXPECT_EQ(test, 0, strncmp(id.name, "ring", id.name_len));
		KUNIT_EXPECT_EQ(test, 1, id.major);
		KUNIT_EXPECT_EQ(test, identities[i].minor, id.minor);
		KUNIT_EXPECT_EQ(test, identities[i].ops, id.ops);
	}
}

static const struct broker_contract six_ops =
	CONTRACT(HEAD OPEN CLOSE SUBMIT IDLE
		 "broker_op=2 sleep: int mode(struct optional *x)\0"
		 "broker_op=2 sleep: int optional(void)\0"
		 "broker_abi=ij vj ijy bj io iv ");

static void op_is_found_by_index(struct kunit *test)
{
	static const struct {
		const char *name;
		bool optional;
	} known[] = {
		{ "open" }, { "close" }, { "submit" }, { "idle", true }, { "mode" }, { "optional" },
	};
	struct broker_op op = {};
	int i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		broker_contract_op(&six_ops, i, &op);
		KUNIT_EXPECT_EQ(test, strlen(known[i].name), op.name_len);
		KUNIT_EXPECT_EQ(test, 0, strncmp(known[i].name, op.name, op.name_len));
		KUNIT_EXPECT_EQ(test, known[i].optional, op.optional);
	}
}

/* With zlib's CRC of the same bytes */
static const struct {
	struct broker_contract contract;
	u32 fingerprint;
} fingerprints[] = {
	{ CONTRACT(RING_1_0), 0xe9d65023 },
	{ CONTRACT(RING_1_2, &sealed, &desc_1), 0x190f7599 },
};

static void fingerprint_is_the_crc_of_all_text(struct kunit *test)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(fingerprints); i++)
		KUNIT_EXPECT_EQ(test, fingerprints[i].fingerprint,
				broker_contract_fingerprint(&fingerprints[i].contract));
}

#define PLAIN	HEAD OPEN "broker_abi=ij "
#define DESC	"broker_struct=desc sealed\0broker_field=0 u32 id\0broker_abi=j0004 "
#define OTHER	"broker_struct=desc sealed\0broker_field=0 s32 id\0broker_abi=i0004 "

static const struct broker_contract desc = CONTRACT(DESC);
static const struct broker_contract other_desc = CONTRACT(OTHER);

/* No two of them are the same. */
static const struct broker_contract alike[] = {
	CONTRACT(PLAIN),
	CONTRACT(PLAIN " "),
	CONTRACT(HEAD CLOSE "broker_abi=vj "),
	CONTRACT(PLAIN, &desc),
	CONTRACT(PLAIN, &other_desc),
	CONTRACT(PLAIN, &desc, &other_desc),
};

static void only_equal_bytes_are_the_same(struct kunit *test)
{
	int i, j;

	for (i = 0; i < ARRAY_SIZE(alike); i++)
		for (j = 0; j < ARRAY_SIZE(alike); j++)
			KUNIT_EXPECT_EQ_MSG(test, i == j,
					    broker_contract_same(&alike[i], &alike[j]),
					    "%d and %d", i, j);
}

static void no_list_is_an_empty_list(struct kunit *test)
{
	struct broker_contract unlisted = alike[0];

	unlisted.structs = NULL;
	KUNIT_EXPECT_TRUE(test, broker_contract_same(&unlisted, &alike[0]));
	KUNIT_EXPECT_TRUE(test, broker_contract_same(&alike[0], &unlisted));
	KUNIT_EXPECT_FALSE(test, broker_contract_same(&unlisted, &alike[3]));
}

static void name_is_read_within_bounds(struct kunit *test)
{
	struct broker_contract cut = six_ops;
	struct broker_identity id = {};
	unsigned int head = strlen("broker_interface=");

	KUNIT_EXPECT_TRUE(test, broker_contract_name(&six_ops, &id));
	KUNIT_EXPECT_EQ(test, 4, id.name_len);
	for (cut.text_size = 0; cut.text_size <= head; cut.text_size++)
		KUNIT_EXPECT_FALSE(test, broker_contract_name(&cut, &id));
	cut.text_size = head + 2;
	KUNIT_EXPECT_TRUE(test, broker_contract_name(&cut, &id));
	KUNIT_EXPECT_EQ(test, 2, id.name_len);
	cut = desc;
	KUNIT_EXPECT_FALSE(test, broker_contract_name(&cut, &id));
}

static struct kunit_case contract_cases[] = {
	KUNIT_CASE_PARAM(check_refuses_malformed, malformed_gen_params),
	KUNIT_CASE(check_refuses_every_cut),
	KUNIT_CASE(check_refuses_every_cut_of_a_struct),
	KUNIT_CASE(check_counts_operations),
	KUNIT_CASE(check_counts_structs),
	KUNIT_CASE(check_accepts),
	KUNIT_CASE(check_accepts_what_the_macros_make),
	KUNIT_CASE(identify_takes_the_newest_minor),
	KUNIT_CASE(op_is_found_by_index),
	KUNIT_CASE(fingerprint_is_the_crc_of_all_text),
	KUNIT_CASE(only_equal_bytes_are_the_same),
	KUNIT_CASE(no_list_is_an_empty_list),
	KUNIT_CASE(name_is_read_within_bounds),
	{}
};

struct kunit_suite contract_suite = {
	.name = "broker_contract",
	.init = texts_init,
	.test_cases = contract_cases,
};
