// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of bad input: descriptors, contracts and tables
 * that are malformed or not where they must be.
 */
#include <linux/jiffies.h>
#include <linux/vmalloc.h>

#include "contract.h"
#include "fake.h"

/* An address that is in no module's memory */
#define ELSEWHERE	((const void *)&jiffies)

#define NOT_IN_CORE(_what)	_what " is not in the module's core memory"

/* The only init code that ALPHA and BETA have */
static void init_code(void)
{
}

static int validate_init(struct kunit *test)
{
	int ret = fake_init(test);

	fake_init_code(&fakes[ALPHA], init_code, 1);
	fake_init_code(&fakes[BETA], init_code, 1);
	return ret;
}

static const void *const null_close[4] = { tables, NULL, tables, tables };
static const void *const null_submit[4] = { tables, tables, NULL, tables };
static const void *const null_idle[4] = { tables, tables, tables, NULL };
static const void *const init_close[4] = { tables, init_code, tables, tables };
#define MISALIGNED	((const void *)((const char *)tables + 1))

#define LIST(...)	((const char *const []){ __VA_ARGS__, NULL })
static const char *const names_256[257] = { [0 ... 255] = "somebody" };
static const char *const names_257[258] = { [0 ... 256] = "somebody" };

#define SIZE		.size = sizeof(struct broker_contract)
static const struct broker_contract no_size = {};
static const struct broker_contract text_null = { SIZE, .text_size = 8 };
static const struct broker_contract text_elsewhere = { SIZE, .text = ELSEWHERE, .text_size = 8 };
static const struct broker_contract text_empty = { SIZE, .text = "" };
static const struct broker_contract text_huge = { SIZE, .text = "", .text_size = UINT_MAX };
static const struct broker_contract malformed = CONTRACT("broker_interface=ring 12345");
static const struct broker_contract structs_elsewhere = { SIZE, .text = "", .text_size = 1,
							  .structs = ELSEWHERE };
static const struct broker_contract struct_elsewhere = CONTRACT("", ELSEWHERE);
static const struct broker_contract struct_text_elsewhere = CONTRACT("", &text_elsewhere);

/* As a later API could have it */
static const struct {
	struct broker_contract known;
	u64 tail;
} contract_tail = {
	.known = { .size = sizeof(contract_tail), .text = "", .text_size = 1 },
	.tail = 1,
};

#define CONTRACT_ROWS								\
	{ "contract elsewhere", .contract = ELSEWHERE,				\
	  .what = NOT_IN_CORE("contract") },					\
	{ "contract without a size", .contract = &no_size,			\
	  .what = "contract has a size of 0 bytes, need 24" },			\
	{ "contract of a later API", .contract = &contract_tail.known, .err = -E2BIG, \
	  .what = "contract uses members that this broker does not know, "	\
		  "have 40 bytes, know 32" },					\
	{ "text is NULL", .contract = &text_null, .what = NOT_IN_CORE("contract's text") }, \
	{ "text elsewhere", .contract = &text_elsewhere,			\
	  .what = NOT_IN_CORE("contract's text") },				\
	{ "text is empty", .contract = &text_empty, .what = NOT_IN_CORE("contract's text") }, \
	{ "text is huge", .contract = &text_huge, .what = NOT_IN_CORE("contract's text") }, \
	{ "text is malformed", .contract = &malformed,				\
	  .what = "contract of 'ring' has a head that ends in '12345'" },	\
	{ "list of structs elsewhere", .contract = &structs_elsewhere,		\
	  .what = NOT_IN_CORE("contract's list of structs") },			\
	{ "struct elsewhere", .contract = &struct_elsewhere, .what = NOT_IN_CORE("contract") }, \
	{ "text of a struct elsewhere", .contract = &struct_text_elsewhere,	\
	  .what = NOT_IN_CORE("contract's text") }

/* A provider or a request, and the fault in it: 0 and NULL mean that it is good. */
struct bad {
	const char *name;
	u32 size;
	u16 flags;
	u16 min_minor;
	const struct broker_contract *contract;
	const void *table;
	const char *const *consumers;
	int err;		/* 0 means -EINVAL */
	const char *what;
};

static void bad_desc(const struct bad *param, char *desc)
{
	strscpy(desc, param->name, KUNIT_PARAM_DESC_SIZE);
}

static const struct bad bad_providers[] = {
	CONTRACT_ROWS,
	{ "size of nothing but size", .size = 4,
	  .what = "descriptor has a size of 4 bytes, need 32" },
	{ "size too small", .size = 31, .what = "descriptor has a size of 31 bytes, need 32" },
	{ "size above a page", .size = PAGE_SIZE + 1,
	  .what = "descriptor has a size of 4097 bytes" },
	{ "size absurd", .size = UINT_MAX,
	  .what = "descriptor has a size of 4294967295 bytes" },
	{ "unknown flag", .flags = 0x4, .what = "flags are 0x4" },
	{ "unknown flag beside a known one", .flags = 0x8001, .what = "flags are 0x8001" },
	{ "table elsewhere", .table = ELSEWHERE, .what = NOT_IN_CORE("table") },
	{ "table misaligned", .table = MISALIGNED, .what = "table is not aligned" },
	{ "NULL operation", .table = null_close, .what = "op 1 'close' is NULL and not optional" },
	{ "NULL operation of a later minor", .table = null_submit,
	  .what = "op 2 'submit' is NULL and not optional" },
	{ "operation in init code", .table = init_close,
	  .what = "op 1 'close' is init code, which is freed" },
	{ "list of consumers elsewhere", .consumers = ELSEWHERE,
	  .what = NOT_IN_CORE("list of consumers") },
	{ "name elsewhere", .consumers = LIST("beta", ELSEWHERE),
	  .what = NOT_IN_CORE("name in the list of consumers") },
	{ "too many names", .consumers = names_257,
	  .what = "list of consumers has more than 256 names" },
};

KUNIT_ARRAY_PARAM(bad_provider, bad_providers, bad_desc);

static void bad_provider_is_refused(struct kunit *test)
{
	const struct bad *bad = test->param_value;
	struct broker_provider *provider = fake_provider(ALPHA, bad->contract ?: &ring_1_1);

	provider->size = bad->size ?: provider->size;
	provider->flags = bad->flags;
	provider->table = bad->table ?: provider->table;
	provider->consumers = bad->consumers;
	expect_provider_refused(test, bad->err ?: -EINVAL, bad->what, provider);
}

static const struct bad bad_requests[] = {
	CONTRACT_ROWS,
	{ "size of nothing but size", .size = 4, .what = "request has a size of 4 bytes, need 32" },
	{ "size too small", .size = 31, .what = "request has a size of 31 bytes, need 32" },
	{ "size above a page", .size = PAGE_SIZE + 1, .what = "request has a size of 4097 bytes" },
	{ "size absurd", .size = UINT_MAX, .what = "request has a size of 4294967295 bytes" },
	{ "unknown flag", .flags = 0x4, .what = "flags are 0x4" },
	{ "minor that the contract has not", .min_minor = 2,
	  .what = "minor 2 is asked for, the contract has 1" },
	{ "fallback elsewhere", .table = ELSEWHERE, .what = NOT_IN_CORE("fallback table") },
	{ "fallback misaligned", .table = MISALIGNED, .what = "fallback table is not aligned" },
	{ "fallback in init code", .table = init_close,
	  .what = "op 1 'close' is init code, which is freed" },
};

KUNIT_ARRAY_PARAM(bad_request, bad_requests, bad_desc);

static void bad_request_is_refused(struct kunit *test)
{
	const struct bad *bad = test->param_value;
	struct broker_request *request = fake_request(BETA, bad->contract ?: &ring_1_1);

	provide(test, fake_provider(ALPHA, &ring_1_1));
	request->size = bad->size ?: request->size;
	request->flags = bad->flags;
	request->min_minor = bad->min_minor;
	request->fallback = bad->table;
	expect_refused(test, bad->err ?: -EINVAL, bad->what, request);
}

static void null_is_refused(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, NULL);
	struct broker_request *request = fake_request(BETA, NULL);

	expect_provider_refused(test, -EINVAL, "descriptor is NULL", NULL);
	expect_provider_refused(test, -EINVAL, "contract is NULL", provider);
	provider->contract = &ring_1_0;
	provider->table = NULL;
	expect_provider_refused(test, -EINVAL, NOT_IN_CORE("table"), provider);
	provider->owner = NULL;
	expect_provider_refused(test, -EINVAL, "owner is NULL, it must be THIS_MODULE of a module",
				provider);

	expect_refused(test, -EINVAL, "request is NULL", NULL);
	expect_refused(test, -EINVAL, "contract is NULL", request);
	request->owner = NULL;
	expect_refused(test, -EINVAL, "owner is NULL, it must be THIS_MODULE of a module", request);
}

static void provider_serves_consumers_of_its_minor(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_1);

	provider->min_minor = 2;
	expect_provider_refused(test, -EINVAL, "asks for consumers of minor 2, and has minor 1",
				provider);
	provider->min_minor = 1;
	provide(test, provider);
	hold(test, fake_request(BETA, &ring_1_1));
	expect_refused(test, -EOPNOTSUPP,
		       "consumer too old: it has minor 0, the provider asks for 1",
		       fake_request(GAMMA, &ring_1_0));
}

/*
 * An object of another module is refused. A provider's descriptor may be in
 * allocated memory, but not the objects that it points to.
 */
static void foreign_memory_is_refused(struct kunit *test)
{
	fake_core(&fakes[ALPHA], ELSEWHERE, 8);
	expect_provider_refused(test, -EINVAL, NOT_IN_CORE("contract"),
				fake_provider(ALPHA, &ring_1_0));
	expect_refused(test, -EINVAL, NOT_IN_CORE("request"), fake_request(ALPHA, &ring_1_0));
}

static void optional_operation_may_be_null(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_1);

	provider->table = null_idle;
	provide(test, provider);
}

static void fallback_may_have_holes(struct kunit *test)
{
	struct broker_request *request = fake_request(BETA, &ring_1_1);

	provide(test, fake_provider(ALPHA, &ring_1_1));
	request->fallback = null_close;
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, request));
}

static void longest_list_of_names(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	provider->consumers = names_256;
	provide(test, provider);
}

/* Memory after the size of an older client is not read. */
static void older_provider_is_understood(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	provider->size = offsetof(struct broker_provider, consumers);
	provider->consumers = ELSEWHERE;
	provide(test, provider);
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(BETA, &ring_1_0)));
}

static struct {
	struct broker_provider known;
	u64 tail;
} newer_provider;

static void newer_provider_may_leave_its_tail_zero(struct kunit *test)
{
	newer_provider.known = *fake_provider(ALPHA, &ring_1_0);
	newer_provider.known.size = sizeof(newer_provider);
	newer_provider.tail = 1ULL << 63;	/* the last byte */
	expect_provider_refused(test, -E2BIG,
				"descriptor uses members that this broker does not know, have 96 bytes, know 88",
				&newer_provider.known);
	newer_provider.tail = 0;
	provide(test, &newer_provider.known);
}

static struct {
	struct broker_request known;
	u64 tail;
} newer_request;

static void newer_request_may_leave_its_tail_zero(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &ring_1_0));
	newer_request.known = *fake_request(BETA, &ring_1_0);
	newer_request.known.size = sizeof(newer_request);
	newer_request.tail = 1ULL << 63;
	expect_refused(test, -E2BIG,
		       "request uses members that this broker does not know, have 40 bytes, know 32",
		       &newer_request.known);
	newer_request.tail = 0;
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, &newer_request.known));
}

/* A provider in pages of its own, where one part is the last. */
enum part { DESCRIPTOR, CONTRACT_, TEXT, TABLE, NO_PART };

struct area {
	char *next, *end;
	enum part last;
};

KUNIT_DEFINE_ACTION_WRAPPER(free_area, vfree, const void *);

static void *area_add(struct area *area, enum part part, const void *from, size_t size)
{
	char *at = part == area->last ? area->end - size : area->next;

	if (part != area->last)
		area->next += ALIGN(size, sizeof(long));
	return memcpy(at, from, size);
}

/* @core bytes of @size are declared to be the module's. */
static struct broker_provider *area_provider(struct kunit *test, enum part last, size_t size,
					     size_t core)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);
	struct broker_contract contract = ring_1_0;
	struct area area = { .last = last };

	area.next = vzalloc(size);
	KUNIT_ASSERT_NOT_NULL(test, area.next);
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, free_area, area.next));
	fake_core(&fakes[ALPHA], area.next, core);
	area.end = area.next + size;
	contract.text = area_add(&area, TEXT, contract.text, contract.text_size);
	contract.structs = NULL;
	provider->contract = area_add(&area, CONTRACT_, &contract, sizeof(contract));
	provider->table = area_add(&area, TABLE, provider->table, 2 * sizeof(void *));
	return area_add(&area, DESCRIPTOR, provider, sizeof(*provider));
}

static void nothing_is_read_past_the_end(struct kunit *test)
{
	enum part last;

	for (last = DESCRIPTOR; last < NO_PART; last++) {
		struct broker_provider *provider = area_provider(test, last, PAGE_SIZE, PAGE_SIZE);

		KUNIT_EXPECT_EQ(test, 0, broker_provider_add(provider));
		KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
	}
}

static void no_part_may_reach_beyond_the_core(struct kunit *test)
{
	static const char *const what[] = {
		NOT_IN_CORE("descriptor"), NOT_IN_CORE("contract"),
		NOT_IN_CORE("contract's text"), NOT_IN_CORE("table"),
	};
	enum part last;

	for (last = DESCRIPTOR; last < NO_PART; last++)
		expect_provider_refused(test, -EINVAL, what[last],
					area_provider(test, last, PAGE_SIZE, PAGE_SIZE - 1));
}

static void table_is_padded_without_reading_past_its_end(struct kunit *test)
{
	const void *const *table;

	provide(test, area_provider(test, TABLE, PAGE_SIZE, PAGE_SIZE));
	table = hold(test, fake_request(BETA, &ring_1_1));
	KUNIT_EXPECT_PTR_EQ(test, tables[ALPHA][0], table[0]);
	KUNIT_EXPECT_PTR_EQ(test, tables[ALPHA][1], table[1]);
	KUNIT_EXPECT_PTR_EQ(test, NULL, table[2]);
	KUNIT_EXPECT_PTR_EQ(test, NULL, table[3]);
}

static struct kunit_case validate_cases[] = {
	KUNIT_CASE_PARAM(bad_provider_is_refused, bad_provider_gen_params),
	KUNIT_CASE_PARAM(bad_request_is_refused, bad_request_gen_params),
	KUNIT_CASE(null_is_refused),
	KUNIT_CASE(provider_serves_consumers_of_its_minor),
	KUNIT_CASE(foreign_memory_is_refused),
	KUNIT_CASE(optional_operation_may_be_null),
	KUNIT_CASE(fallback_may_have_holes),
	KUNIT_CASE(longest_list_of_names),
	KUNIT_CASE(older_provider_is_understood),
	KUNIT_CASE(newer_provider_may_leave_its_tail_zero),
	KUNIT_CASE(newer_request_may_leave_its_tail_zero),
	KUNIT_CASE(nothing_is_read_past_the_end),
	KUNIT_CASE(no_part_may_reach_beyond_the_core),
	KUNIT_CASE(table_is_padded_without_reading_past_its_end),
	{}
};

struct kunit_suite validate_suite = {
	.name = "broker_validate",
	.suite_init = fake_suite_init,
	.suite_exit = fake_suite_exit,
	.init = validate_init,
	.test_cases = validate_cases,
};
