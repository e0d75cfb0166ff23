// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of the handshake: which contracts agree. */
#include <linux/string.h>

#include "texts.h"

struct meeting {
	const char *name;
	struct broker_contract provider;
	struct broker_contract consumer;
	unsigned int min_minor;
	enum broker_verdict verdict;
	const char *what, *have, *want;
};

#define AGREED		BROKER_AGREED, "", "", ""
#define DIFFERS		BROKER_CONTRACT_DIFFERS
#define SECOND(_op, _word)	CONTRACT(HEAD OPEN "broker_op=" _op "\0broker_abi=ij " _word " ")
#define OP_1_DIFFERS(_name, _have, _want)	DIFFERS, "op 1 '" _name "'", _have, _want

#define WITH(_struct)	\
	CONTRACT(RING_1_0, &(const struct broker_contract)CONTRACT("broker_struct=" _struct))
#define PROBE(_args)	"broker_field=0 int probe(" _args ")\0broker_abi="
#define ENUM		"way growing\0broker_field=0 enum way\0broker_field=0 enumerator ON\0broker_abi="
#define DESCRIBED	"card sealed\0broker_field=0 sizeof(struct card)\0"	\
			"broker_field=0 u32 at.y\0broker_abi="

static const struct meeting meetings[] = {
	{ "equal", CONTRACT(RING_1_2), CONTRACT(RING_1_2), 2, AGREED },
	{ "other layout", CONTRACT(RING_1_0),
	  CONTRACT(HEAD "broker_op=0  sleep:  int open ( u32  id )\0" CLOSE "broker_abi=ij vj "),
	  0, AGREED },
	{ "pointer in another layout", SECOND("0 sleep: void *f(u8 *at)", "oo"),
	  SECOND("0 sleep: void * f (u8* at)", "oo"), 0, AGREED },
	{ "other spaces between the words", CONTRACT(RING_1_0),
	  CONTRACT(HEAD OPEN CLOSE "broker_abi=ij  vj"), 0, AGREED },
	{ "words run together", SECOND("0 sleep: unsigned int f(void)", "jv"),
	  SECOND("0 sleep: unsignedint f(void)", "jv"), 0,
	  OP_1_DIFFERS("f", "0 sleep: unsigned int f(void)", "0 sleep: unsignedint f(void)") },

	{ "type of a parameter", SECOND("0 sleep: void close(u32 id)", "vj"),
	  SECOND("0 sleep: void close(u64 id)", "vy"), 0,
	  OP_1_DIFFERS("close", "0 sleep: void close(u32 id)", "0 sleep: void close(u64 id)") },
	{ "return type", SECOND("0 sleep: void close(u32 id)", "vj"),
	  SECOND("0 sleep: int close(u32 id)", "ij"), 0,
	  OP_1_DIFFERS("close", "0 sleep: void close(u32 id)", "0 sleep: int close(u32 id)") },
	{ "name of a parameter", SECOND("0 sleep: int write(u32 len)", "ij"),
	  SECOND("0 sleep: int write(u32 flags)", "ij"), 0,
	  OP_1_DIFFERS("write", "0 sleep: int write(u32 len)", "0 sleep: int write(u32 flags)") },
	{ "name of the operation", SECOND("0 sleep: int write(u32 len)", "ij"),
	  SECOND("0 sleep: int send(u32 len)", "ij"), 0,
	  OP_1_DIFFERS("write", "0 sleep: int write(u32 len)", "0 sleep: int send(u32 len)") },
	{ "context", SECOND("0 sleep: int f(void)", "iv"), SECOND("0 atomic: int f(void)", "iv"), 0,
	  OP_1_DIFFERS("f", "0 sleep: int f(void)", "0 atomic: int f(void)") },
	{ "optional", SECOND("0 sleep | optional: int f(void)", "iv"),
	  SECOND("0 sleep: int f(void)", "iv"), 0,
	  OP_1_DIFFERS("f", "0 sleep | optional: int f(void)", "0 sleep: int f(void)") },
	{ "minor of an operation", SECOND("1 sleep: int f(void)", "iv"),
	  SECOND("2 sleep: int f(void)", "iv"), 0,
	  OP_1_DIFFERS("f", "1 sleep: int f(void)", "") },
	{ "same text, other types", SECOND("0 sleep: int f(acme_id id)", "ij"),
	  SECOND("0 sleep: int f(acme_id  id)", "iy"), 0,
	  DIFFERS, "op 1 'f': same text, other types", "ij", "iy" },
	{ "swapped", CONTRACT(RING_1_0), CONTRACT(HEAD CLOSE OPEN "broker_abi=vj ij "), 0,
	  DIFFERS, "op 0 'open'", "0 sleep: int open(u32 id)", "0 sleep: void close(u32 id)" },
	{ "inserted",
	  CONTRACT(HEAD OPEN "broker_op=0 sleep: int f(void)\0" CLOSE "broker_abi=ij iv vj "),
	  CONTRACT(RING_1_0), 0,
	  OP_1_DIFFERS("f", "0 sleep: int f(void)", "0 sleep: void close(u32 id)") },
	{ "appended by the provider in the same minor", CONTRACT(RING_1_0),
	  CONTRACT(HEAD OPEN "broker_abi=ij "), 0,
	  OP_1_DIFFERS("close", "0 sleep: void close(u32 id)", "") },
	{ "appended by the consumer in the same minor", CONTRACT(HEAD OPEN "broker_abi=ij "),
	  CONTRACT(RING_1_0), 0,
	  OP_1_DIFFERS("close", "", "0 sleep: void close(u32 id)") },

	{ "newer provider", CONTRACT(RING_1_2), CONTRACT(RING_1_0), 0, AGREED },
	{ "newer consumer", CONTRACT(RING_1_0), CONTRACT(RING_1_2), 0, AGREED },
	{ "newer, and changed before", CONTRACT(RING_1_2),
	  SECOND("0 sleep: void close(u64 id)", "vy"), 0,
	  OP_1_DIFFERS("close", "0 sleep: void close(u32 id)", "0 sleep: void close(u64 id)") },
	{ "minor new enough", CONTRACT(RING_1_1), CONTRACT(RING_1_2), 1, AGREED },
	{ "minor too old", CONTRACT(RING_1_1), CONTRACT(RING_1_2), 2,
	  BROKER_MINOR_TOO_OLD, "minor too old", "1.1", "1.2" },
	{ "other major", CONTRACT(RING_1_0), NAMED("ring 22"), 0,
	  BROKER_OTHER_MAJOR, "other major", "1", "22" },
	{ "other major and an old minor", NAMED("ring 0"), CONTRACT(RING_1_2), 2,
	  BROKER_OTHER_MAJOR, "other major", "0", "1" },

	{ "equal structs", CONTRACT(RING_1_0, &sealed, &desc_1),
	  CONTRACT(RING_1_0, &sealed, &desc_1), 1, AGREED },
	{ "structs in another order", CONTRACT(RING_1_0, &sealed, &desc_1),
	  CONTRACT(RING_1_0, &desc_1, &sealed), 0, AGREED },
	{ "sealed struct widened", CONTRACT(RING_1_0, &sealed_wide), CONTRACT(RING_1_0, &sealed), 0,
	  DIFFERS, "struct mode field 1 'mask'", "0 u32 mask", "" },
	{ "sealed struct widened in a new minor", CONTRACT(RING_1_0, &sealed),
	  CONTRACT(RING_1_1, &sealed_wide), 0,
	  DIFFERS, "struct mode field 1 'mask'", "", "0 u32 mask" },
	{ "struct of another kind", CONTRACT(RING_1_0, &sealed), CONTRACT(RING_1_0, &growing_mode),
	  0, DIFFERS, "struct", "mode sealed", "mode growing" },
	{ "struct grown by the provider", CONTRACT(RING_1_0, &desc_1), CONTRACT(RING_1_0, &desc_0),
	  0, AGREED },
	{ "struct grown by the consumer", CONTRACT(RING_1_0, &desc_0), CONTRACT(RING_1_0, &desc_1),
	  0, AGREED },
	{ "grown struct asked for", CONTRACT(RING_1_0, &desc_0), CONTRACT(RING_1_0, &desc_1), 1,
	  BROKER_MINOR_TOO_OLD, "minor too old", "1.0", "1.1" },
	{ "grown in other minors", CONTRACT(RING_1_2, &desc_1), CONTRACT(RING_1_2, &desc_3), 0,
	  DIFFERS, "struct desc field 1 'cookie'", "1 u8 cookie[16]", "" },
	{ "struct changed inside", CONTRACT(RING_1_0, &desc_1_inside), CONTRACT(RING_1_0, &desc_0),
	  0, DIFFERS, "struct desc field 0 'flags'", "0 u32 flags", "0 u32 length" },
	{ "field of another size", CONTRACT(RING_1_0, &desc_1), CONTRACT(RING_1_0, &desc_1_letter),
	  0, DIFFERS, "struct desc field 1 'cookie': same text, other types", "h0016", "h0008" },

	{ "function in a struct", WITH("drv sealed\0" PROBE("u64 id") "fiy "),
	  WITH("drv sealed\0" PROBE("u32 id") "fij "), 0,
	  DIFFERS, "struct drv field 0 'probe'", "0 int probe(u64 id)", "0 int probe(u32 id)" },
	{ "function in a struct, behind a typedef", WITH("drv sealed\0" PROBE("id_t id") "fiy "),
	  WITH("drv sealed\0" PROBE("id_t id") "fij "), 0,
	  DIFFERS, "struct drv field 0 'probe': same text, other types", "fiy", "fij" },
	{ "enumerator of another value", WITH(ENUM "j                    7 "),
	  WITH(ENUM "j                   17 "), 0,
	  DIFFERS, "struct way field 1 'ON': same text, other types", "7", "17" },
	{ "enumerator of a newer minor", WITH(ENUM "j                    7 "),
	  WITH("way growing\0broker_field=0 enum way\0broker_field=0 enumerator ON\0"
	       "broker_field=1 enumerator UP\0"
	       "broker_abi=j                    7                    8 "), 0, AGREED },
	{ "described field at another place", WITH(DESCRIBED "00000016 j00000004@00000008 "),
	  WITH(DESCRIBED "00000016 j00000004@00000004 "), 0,
	  DIFFERS, "struct card field 1 'at.y': same text, other types", "j00000004@00000008",
	  "j00000004@00000004" },

	{ "struct of the provider, equal minors", CONTRACT(RING_1_1, &desc_0), CONTRACT(RING_1_1),
	  0, DIFFERS, "struct", "desc growing", "" },
	{ "struct of the provider, the older", CONTRACT(RING_1_0, &sealed), CONTRACT(RING_1_1),
	  0, DIFFERS, "struct", "mode sealed", "" },
	{ "struct of the provider, the newer", CONTRACT(RING_1_1, &sealed), CONTRACT(RING_1_0),
	  0, AGREED },
	{ "struct of the consumer, equal minors", CONTRACT(RING_1_1), CONTRACT(RING_1_1, &desc_0),
	  0, DIFFERS, "struct", "", "desc growing" },
	{ "struct of the consumer, the older", CONTRACT(RING_1_1), CONTRACT(RING_1_0, &sealed),
	  0, DIFFERS, "struct", "", "mode sealed" },
	{ "struct of the consumer, the newer", CONTRACT(RING_1_0), CONTRACT(RING_1_1, &sealed),
	  0, AGREED },
};

static void meeting_desc(const struct meeting *param, char *desc)
{
	strscpy(desc, param->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(meeting, meetings, meeting_desc);

static void handshake_has_the_verdict(struct kunit *test)
{
	const struct meeting *param = test->param_value;
	struct broker_contract provider = at_end(test, 0, &param->provider);
	struct broker_contract consumer = at_end(test, 1, &param->consumer);
	struct broker_reason reason = {};

	KUNIT_ASSERT_EQ(test, BROKER_AGREED, broker_contract_check(&provider, &reason));
	KUNIT_ASSERT_EQ(test, BROKER_AGREED, broker_contract_check(&consumer, &reason));
	KUNIT_EXPECT_EQ(test, param->verdict,
			broker_handshake(&provider, &consumer, param->min_minor, &reason));
	KUNIT_EXPECT_EQ(test, param->verdict, reason.verdict);
	KUNIT_EXPECT_STREQ(test, param->what, reason.what);
	KUNIT_EXPECT_STREQ(test, param->have, reason.have);
	KUNIT_EXPECT_STREQ(test, param->want, reason.want);
}

static const struct broker_contract *contract_of_meeting(unsigned int i)
{
	return i % 2 ? &meetings[i / 2].consumer : &meetings[i / 2].provider;
}

/* The common rows are the same, whichever side provides. */
static void handshake_is_symmetric(struct kunit *test)
{
	struct broker_reason there, back;
	unsigned int a, b;

	for (a = 0; a < 2 * ARRAY_SIZE(meetings); a++)
		for (b = 0; b <= a; b++) {
			const struct broker_contract *x = contract_of_meeting(a);
			const struct broker_contract *y = contract_of_meeting(b);

			KUNIT_EXPECT_EQ_MSG(test, broker_handshake(x, y, 0, &there),
					    broker_handshake(y, x, 0, &back),
					    "'%s' and '%s'", meetings[a / 2].name,
					    meetings[b / 2].name);
		}
}

static void handshake_agrees_with_itself(struct kunit *test)
{
	struct broker_reason reason;
	unsigned int i;

	for (i = 0; i < 2 * ARRAY_SIZE(meetings); i++)
		KUNIT_EXPECT_EQ_MSG(test, BROKER_AGREED,
				    broker_handshake(contract_of_meeting(i),
						     contract_of_meeting(i), 0, &reason),
				    "'%s'", meetings[i / 2].name);
}

#define LONG	FORTY_LETTERS FORTY_LETTERS FORTY_LETTERS FORTY_LETTERS
static const struct broker_contract long_u32 =
	SECOND("0 sleep: int " LONG "(u32 " LONG ")", "ij");
static const struct broker_contract long_u64 =
	SECOND("0 sleep: int " LONG "(u64 " LONG ")", "iy");

/* Text that is too long for the buffer is cut, and terminated. */
static void handshake_cuts_long_rows(struct kunit *test)
{
	struct broker_reason reason;

	KUNIT_EXPECT_EQ(test, DIFFERS, broker_handshake(&long_u32, &long_u64, 0, &reason));
	KUNIT_EXPECT_STREQ(test, "op 1 '" FORTY_LETTERS "'", reason.what);
	KUNIT_EXPECT_EQ(test, sizeof(reason.have) - 1, strlen(reason.have));
	KUNIT_EXPECT_EQ(test, sizeof(reason.want) - 1, strlen(reason.want));
}

static const struct broker_contract whole = CONTRACT(RING_1_2, &sealed, &desc_1);

/*
 * One byte of a contract is changed. If the check accepts the contract, the
 * functions that rely on the check must survive.
 */
static void a_changed_byte_does_no_harm(struct kunit *test)
{
	static const char bytes[] = { '\0', '\n', ' ', '|', '(', ')', '[', ':', '=', '_', '-',
				      '0', '1', '9', 'b', 'j', 'Z', '\177', '\200', '\377' };
	struct broker_contract changed = at_end(test, 0, &whole);
	struct broker_reason reason;
	struct broker_op op = {};
	unsigned int i, b;

	for (i = 0; i < whole.text_size; i++) {
		for (b = 0; b < sizeof(bytes); b++) {
			*(char *)&changed.text[i] = bytes[b];
			if (broker_contract_check(&changed, &reason))
				continue;
			broker_handshake(&changed, &whole, 0, &reason);
			broker_handshake(&whole, &changed, 0, &reason);
			broker_contract_op(&changed, 3, &op);
			KUNIT_EXPECT_NE(test, 0, op.name_len);
		}
		*(char *)&changed.text[i] = whole.text[i];
	}
}

static struct kunit_case handshake_cases[] = {
	KUNIT_CASE_PARAM(handshake_has_the_verdict, meeting_gen_params),
	KUNIT_CASE(handshake_is_symmetric),
	KUNIT_CASE(handshake_agrees_with_itself),
	KUNIT_CASE(handshake_cuts_long_rows),
	KUNIT_CASE(a_changed_byte_does_no_harm),
	{}
};

struct kunit_suite handshake_suite = {
	.name = "broker_handshake",
	.init = texts_init,
	.test_cases = handshake_cases,
};
