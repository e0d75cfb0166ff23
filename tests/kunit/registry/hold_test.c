// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of pinned consumers: getting and putting, handles of other
 * modules, policy, and cycles.
 */
#include "fake.h"

static void hold_pins_the_provider(struct kunit *test)
{
	struct broker_handle *handle;
	const void *table;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	handle = broker_hold_get(fake_request(BETA, &ring_1_0), &table);
	KUNIT_ASSERT_EQ(test, 0, PTR_ERR_OR_ZERO(handle));
	KUNIT_EXPECT_PTR_EQ(test, (const void *)table_of(ALPHA), table);
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[ALPHA]));
	KUNIT_EXPECT_EQ(test, 0, module_refcount(&fakes[BETA]));
	broker_hold_put(handle, &fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 0, module_refcount(&fakes[ALPHA]));
}

static void each_hold_pins(struct kunit *test)
{
	struct broker_handle *one, *two;
	const void *table;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	one = broker_hold_get(fake_request(BETA, &ring_1_0), &table);
	two = broker_hold_get(fake_request(BETA, &ring_1_0), &table);
	KUNIT_EXPECT_PTR_NE(test, one, two);
	hold(test, fake_request(GAMMA, &ring_1_0));
	KUNIT_EXPECT_EQ(test, 3, module_refcount(&fakes[ALPHA]));
	broker_hold_put(one, &fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 2, module_refcount(&fakes[ALPHA]));
	broker_hold_put(two, &fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[ALPHA]));
}

static void handle_of_nothing_is_ignored(struct kunit *test)
{
	static const unsigned long wrong[] = { 0, INT_MAX, INT_MAX + 1UL, ULONG_MAX, 1UL << 32 };
	int i;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	hold(test, fake_request(BETA, &ring_1_0));
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		broker_hold_put((struct broker_handle *)wrong[i], &fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[ALPHA]));
}

static void handle_of_another_is_ignored(struct kunit *test)
{
	struct broker_handle *handle;
	const void *table;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	handle = broker_hold_get(fake_request(BETA, &ring_1_0), &table);
	KUNIT_ASSERT_EQ(test, 0, PTR_ERR_OR_ZERO(handle));
	broker_hold_put(handle, &fakes[GAMMA]);
	broker_hold_put(handle, &fakes[ALPHA]);
	broker_hold_put(handle, NULL);
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[ALPHA]));
	broker_hold_put(handle, &fakes[BETA]);
}

static void handle_that_was_put_is_ignored(struct kunit *test)
{
	struct broker_handle *handle;
	const void *table;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	handle = broker_hold_get(fake_request(BETA, &ring_1_0), &table);
	KUNIT_ASSERT_EQ(test, 0, PTR_ERR_OR_ZERO(handle));
	broker_hold_put(handle, &fakes[BETA]);
	hold(test, fake_request(BETA, &ring_1_0));
	broker_hold_put(handle, &fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[ALPHA]));
}

static const void *const without_idle[4] = { fakes, fakes, fakes, NULL };

/* The table that a consumer gets for a provider: each side has 1.0 or 1.1. */
static const struct given {
	const char *name;
	const struct broker_contract *provider, *consumer;
	const void *table;		/* the provider's; NULL means tables[ALPHA] */
	bool fallback;			/* the consumer has one: tables[BETA] */
	int own;			/* the number of operations that are the provider's */
	bool copied;
} given[] = {
	{ "same minor", &ring_1_1, &ring_1_1, NULL, false, 4, false },
	{ "newer provider", &ring_1_1, &ring_1_0, NULL, false, 2, false },
	{ "older provider", &ring_1_0, &ring_1_1, NULL, false, 2, true },
	{ "optional is NULL", &ring_1_1, &ring_1_1, without_idle, false, 3, false },
	{ "fallback not needed", &ring_1_1, &ring_1_1, NULL, true, 4, false },
	{ "fallback for a newer provider", &ring_1_1, &ring_1_0, NULL, true, 2, false },
	{ "fallback for an older provider", &ring_1_0, &ring_1_1, NULL, true, 2, true },
	{ "fallback for optional", &ring_1_1, &ring_1_1, without_idle, true, 3, true },
};

static void given_desc(const struct given *param, char *desc)
{
	strscpy(desc, param->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(given, given, given_desc);

static void table_is_the_providers_or_a_copy(struct kunit *test)
{
	const struct given *param = test->param_value;
	struct broker_provider *provider = fake_provider(ALPHA, param->provider);
	struct broker_request *request = fake_request(BETA, param->consumer);
	int i, ops = param->consumer == &ring_1_1 ? 4 : 2;
	const void *const *own = param->table ?: table_of(ALPHA);
	const void *const *table;

	provider->table = own;
	request->fallback = param->fallback ? table_of(BETA) : NULL;
	provide(test, provider);
	table = hold(test, request);
	KUNIT_EXPECT_EQ(test, param->copied, table != own);
	for (i = 0; i < param->own; i++)
		KUNIT_EXPECT_PTR_EQ(test, own[i], table[i]);
	for (; i < ops; i++)
		KUNIT_EXPECT_PTR_EQ(test, param->fallback ? tables[BETA][i] : NULL, table[i]);
}

static void minor_is_asked_for(struct kunit *test)
{
	struct broker_request *request = fake_request(BETA, &ring_1_1);

	request->min_minor = 1;
	provide(test, fake_provider(ALPHA, &ring_1_0));
	expect_refused(test, -EOPNOTSUPP, "minor too old", request);
	provide(test, fake_provider(GAMMA, &ring_1_1));
	KUNIT_EXPECT_PTR_EQ(test, table_of(GAMMA), hold(test, request));
}

static void difference_is_reported_before_another_major(struct kunit *test)
{
	struct broker_provider *best = fake_provider(ALPHA, &ring_2_0);

	best->priority = 1;
	provide(test, best);
	provide(test, fake_provider(BETA, &ring_1_0_other));
	expect_refused(test, -EPROTO, "op 1 'close'", fake_request(GAMMA, &ring_1_0));
}

/* If the best provider's contract equals the consumer's, that proves nothing for the next one. */
static void each_contract_is_compared(struct kunit *test)
{
	static const char *const nobody[] = { NULL };
	struct broker_provider *best = fake_provider(ALPHA, &ring_1_0);

	best->priority = 10;
	best->consumers = nobody;
	provide(test, best);
	provide(test, fake_provider(GAMMA, &ring_1_0_other));
	expect_refused(test, -EACCES, "the consumer is not in the provider's list",
		       fake_request(BETA, &ring_1_0));
	provide(test, fake_provider(DELTA, &ring_1_1));
	KUNIT_EXPECT_PTR_EQ(test, table_of(DELTA), hold(test, fake_request(BETA, &ring_1_0)));
}

static void nobody_is_found_by_loading(struct kunit *test)
{
	struct broker_request *request = fake_request(BETA, &ring_1_0);

	request->flags = BROKER_AUTOLOAD;
	expect_refused(test, -ENOENT, "no provider", request);
}

static void provider_that_goes_is_refused(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &ring_1_0));
	fakes[ALPHA].state = MODULE_STATE_GOING;
	expect_refused(test, -ENODEV, "it is being unloaded", fake_request(BETA, &ring_1_0));
}

static void consumer_that_goes_is_refused(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &ring_1_0));
	fakes[BETA].state = MODULE_STATE_GOING;
	expect_refused(test, -ENODEV, "the consumer is being unloaded",
		       fake_request(BETA, &ring_1_0));
}

static void forgotten_hold_is_released(struct kunit *test)
{
	const void *table;
	int i;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	provide(test, fake_provider(GAMMA, &disk_1_0));
	for (i = 0; i < 2; i++) {
		broker_hold_get(fake_request(BETA, &ring_1_0), &table);
		broker_hold_get(fake_request(BETA, &disk_1_0), &table);
	}
	KUNIT_EXPECT_EQ(test, 2, module_refcount(&fakes[ALPHA]));
	KUNIT_EXPECT_EQ(test, 2, module_refcount(&fakes[GAMMA]));
	fakes[BETA].state = MODULE_STATE_GOING;
	broker_client_going(&fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 0, module_refcount(&fakes[ALPHA]));
	KUNIT_EXPECT_EQ(test, 0, module_refcount(&fakes[GAMMA]));
}

static void hold_of_a_failed_init_is_released(struct kunit *test)
{
	const void *table;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	fakes[BETA].state = MODULE_STATE_COMING;
	broker_hold_get(fake_request(BETA, &ring_1_0), &table);
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[ALPHA]));
	fakes[BETA].state = MODULE_STATE_GOING;
	broker_client_going(&fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 0, module_refcount(&fakes[ALPHA]));
}

/* Signatures and lists of names */

static void unsigned_consumer_is_refused_if_asked_for(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	if (!IS_ENABLED(CONFIG_MODULE_SIG))
		kunit_skip(test, "this kernel knows no signatures");
	provider->flags = BROKER_SIGNED_CONSUMERS;
	provide(test, provider);
	hold(test, fake_request(BETA, &ring_1_0));
	fake_signed(&fakes[GAMMA], false);
	expect_refused(test, -EACCES,
		       "the consumer has no valid signature (the provider asks for one)",
		       fake_request(GAMMA, &ring_1_0));
}

static void unsigned_consumer_is_served_otherwise(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &ring_1_0));
	fake_signed(&fakes[BETA], false);
	hold(test, fake_request(BETA, &ring_1_0));
}

static void signatures_are_required_of_all(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_MODULE_SIG))
		kunit_skip(test, "this kernel knows no signatures");
	provide(test, fake_provider(ALPHA, &ring_1_0));
	require_signatures(test);
	hold(test, fake_request(BETA, &ring_1_0));
	fake_signed(&fakes[GAMMA], false);
	expect_refused(test, -EACCES,
		       "the consumer has no valid signature (require_signatures=1)",
		       fake_request(GAMMA, &ring_1_0));
}

static void only_listed_consumers_are_served(struct kunit *test)
{
	static const char *const names[] = { "betamax", "beta", NULL };
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	provider->consumers = names;
	provide(test, provider);
	hold(test, fake_request(BETA, &ring_1_0));
	expect_refused(test, -EACCES, "the consumer is not in the provider's list",
		       fake_request(GAMMA, &ring_1_0));
}

static void empty_list_serves_nobody(struct kunit *test)
{
	static const char *const names[] = { NULL };
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	provider->consumers = names;
	provide(test, provider);
	expect_refused(test, -EACCES, "the consumer is not in the provider's list",
		       fake_request(BETA, &ring_1_0));
}

/* Cycles */

#define CYCLE	"it depends on the consumer, neither could ever be unloaded"

/* Like the loader's record that a module uses symbols of another. */
static void depend(struct symbol_use *use, int user, int provider)
{
	use->source = &fakes[user];
	use->target = &fakes[provider];
	list_add(&use->target_list, &fakes[user].target_list);
}

static void nobody_pins_itself(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &ring_1_0));
	expect_refused(test, -ELOOP, CYCLE, fake_request(ALPHA, &ring_1_0));
}

static void two_do_not_pin_each_other(struct kunit *test)
{
	struct broker_handle *handle;
	const void *table;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	provide(test, fake_provider(BETA, &disk_1_0));
	handle = broker_hold_get(fake_request(ALPHA, &disk_1_0), &table);
	expect_refused(test, -ELOOP, CYCLE, fake_request(BETA, &ring_1_0));
	broker_hold_put(handle, &fakes[ALPHA]);
	hold(test, fake_request(BETA, &ring_1_0));
}

static void cycle_through_a_third_is_seen(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &ring_1_0));
	provide(test, fake_provider(BETA, &disk_1_0));
	provide(test, fake_provider(GAMMA, &ring_2_0));
	hold(test, fake_request(ALPHA, &disk_1_0));
	hold(test, fake_request(BETA, &ring_2_0));
	expect_refused(test, -ELOOP, CYCLE, fake_request(GAMMA, &ring_1_0));
	hold(test, fake_request(DELTA, &ring_1_0));
}

static void cycle_through_symbols_is_seen(struct kunit *test)
{
	static struct symbol_use alpha_beta, beta_gamma;

	depend(&alpha_beta, ALPHA, BETA);
	depend(&beta_gamma, BETA, GAMMA);
	provide(test, fake_provider(ALPHA, &ring_1_0));
	expect_refused(test, -ELOOP, CYCLE, fake_request(BETA, &ring_1_0));
	expect_refused(test, -ELOOP, CYCLE, fake_request(GAMMA, &ring_1_0));
	hold(test, fake_request(DELTA, &ring_1_0));
}

/* On a kernel with another struct nothing is taken for a module. */
static void unknown_dependency_is_not_followed(struct kunit *test)
{
	static struct symbol_use alpha_beta;

	depend(&alpha_beta, ALPHA, BETA);
	alpha_beta.source = &fakes[BETA];
	alpha_beta.target = ERR_PTR(-EINVAL);
	provide(test, fake_provider(ALPHA, &ring_1_0));
	hold(test, fake_request(BETA, &ring_1_0));
}

static void cycle_through_symbols_and_holds_is_seen(struct kunit *test)
{
	static struct symbol_use beta_gamma;

	depend(&beta_gamma, BETA, GAMMA);
	provide(test, fake_provider(ALPHA, &ring_1_0));
	provide(test, fake_provider(BETA, &disk_1_0));
	hold(test, fake_request(ALPHA, &disk_1_0));
	expect_refused(test, -ELOOP, CYCLE, fake_request(GAMMA, &ring_1_0));
}

/* A further hold uses the existing path, and becomes part of it. */
static void further_hold_keeps_the_way(struct kunit *test)
{
	struct broker_handle *first, *further;
	const void *table;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	provide(test, fake_provider(BETA, &disk_1_0));
	provide(test, fake_provider(GAMMA, &ring_2_0));
	first = broker_hold_get(fake_request(ALPHA, &disk_1_0), &table);
	hold(test, fake_request(BETA, &ring_2_0));
	expect_refused(test, -ELOOP, CYCLE, fake_request(GAMMA, &ring_1_0));
	further = broker_hold_get(fake_request(ALPHA, &disk_1_0), &table);
	KUNIT_ASSERT_EQ(test, 0, PTR_ERR_OR_ZERO(further));
	broker_hold_put(first, &fakes[ALPHA]);
	expect_refused(test, -ELOOP, CYCLE, fake_request(GAMMA, &ring_1_0));
	broker_hold_put(further, &fakes[ALPHA]);
	hold(test, fake_request(GAMMA, &ring_1_0));
	expect_refused(test, -ELOOP, CYCLE, fake_request(ALPHA, &disk_1_0));
}

/* ALPHA uses all of them, and the one that is checked first uses DELTA. */
static void cycle_among_many_is_seen(struct kunit *test)
{
	static struct module many[40];
	static struct symbol_use uses[ARRAY_SIZE(many)], last;
	int i;

	for (i = 0; i < ARRAY_SIZE(many); i++) {
		INIT_LIST_HEAD(&many[i].target_list);
		uses[i].source = &fakes[ALPHA];
		uses[i].target = &many[i];
		list_add_tail(&uses[i].target_list, &fakes[ALPHA].target_list);
	}
	last.source = &many[0];
	last.target = &fakes[DELTA];
	list_add(&last.target_list, &many[0].target_list);
	provide(test, fake_provider(ALPHA, &ring_1_0));
	expect_refused(test, -ELOOP, CYCLE, fake_request(DELTA, &ring_1_0));
	hold(test, fake_request(GAMMA, &ring_1_0));
}

/* The same path twice, and a consumer that uses the provider's symbols, are not cycles. */
static void what_is_no_cycle(struct kunit *test)
{
	static struct symbol_use alpha_gamma, beta_gamma, delta_alpha;

	depend(&alpha_gamma, ALPHA, GAMMA);
	depend(&beta_gamma, BETA, GAMMA);
	depend(&delta_alpha, DELTA, ALPHA);
	provide(test, fake_provider(ALPHA, &ring_1_0));
	provide(test, fake_provider(BETA, &disk_1_0));
	hold(test, fake_request(ALPHA, &disk_1_0));
	hold(test, fake_request(DELTA, &ring_1_0));
	hold(test, fake_request(DELTA, &disk_1_0));
}

static struct kunit_case hold_cases[] = {
	KUNIT_CASE(hold_pins_the_provider),
	KUNIT_CASE(each_hold_pins),
	KUNIT_CASE(handle_of_nothing_is_ignored),
	KUNIT_CASE(handle_of_another_is_ignored),
	KUNIT_CASE(handle_that_was_put_is_ignored),
	KUNIT_CASE_PARAM(table_is_the_providers_or_a_copy, given_gen_params),
	KUNIT_CASE(minor_is_asked_for),
	KUNIT_CASE(difference_is_reported_before_another_major),
	KUNIT_CASE(each_contract_is_compared),
	KUNIT_CASE(nobody_is_found_by_loading),
	KUNIT_CASE(provider_that_goes_is_refused),
	KUNIT_CASE(consumer_that_goes_is_refused),
	KUNIT_CASE(forgotten_hold_is_released),
	KUNIT_CASE(hold_of_a_failed_init_is_released),
	KUNIT_CASE(unsigned_consumer_is_refused_if_asked_for),
	KUNIT_CASE(unsigned_consumer_is_served_otherwise),
	KUNIT_CASE(signatures_are_required_of_all),
	KUNIT_CASE(only_listed_consumers_are_served),
	KUNIT_CASE(empty_list_serves_nobody),
	KUNIT_CASE(nobody_pins_itself),
	KUNIT_CASE(two_do_not_pin_each_other),
	KUNIT_CASE(cycle_through_a_third_is_seen),
	KUNIT_CASE(cycle_through_symbols_is_seen),
	KUNIT_CASE(unknown_dependency_is_not_followed),
	KUNIT_CASE(cycle_through_symbols_and_holds_is_seen),
	KUNIT_CASE(further_hold_keeps_the_way),
	KUNIT_CASE(cycle_among_many_is_seen),
	KUNIT_CASE(what_is_no_cycle),
	{}
};

struct kunit_suite hold_suite = {
	.name = "broker_hold",
	.suite_init = fake_suite_init,
	.suite_exit = fake_suite_exit,
	.init = fake_init,
	.test_cases = hold_cases,
};
