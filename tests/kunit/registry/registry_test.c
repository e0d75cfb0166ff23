// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of the registry: registering, which provider is found, and how its
 * state follows that of its module.
 */
#include "contract.h"
#include "fake.h"

/* The state of a registered provider, else -ENOENT. */
static int state_of(const struct broker_provider *key)
{
	const struct provider *provider;
	const struct client *client;
	int state = -ENOENT;

	mutex_lock(&broker_mutex);
	client = broker_client_find(key->owner);
	if (client)
		list_for_each_entry(provider, &client->providers, client_node)
			if (provider->key == key)
				state = provider->state;
	mutex_unlock(&broker_mutex);
	return state;
}

static void live_module_provides_at_once(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	provide(test, provider);
	KUNIT_EXPECT_EQ(test, PROVIDER_LIVE, state_of(provider));
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(BETA, &ring_1_0)));
}

static void initialising_module_provides_once_it_is_live(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	fakes[ALPHA].state = MODULE_STATE_COMING;
	provide(test, provider);
	KUNIT_EXPECT_EQ(test, PROVIDER_PENDING, state_of(provider));

	fakes[ALPHA].state = MODULE_STATE_LIVE;
	broker_client_live(&fakes[ALPHA]);
	KUNIT_EXPECT_EQ(test, PROVIDER_LIVE, state_of(provider));
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(BETA, &ring_1_0)));
}

/* The notice that it is live may come after a forced unload has begun. */
static void going_module_is_not_committed(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	fakes[ALPHA].state = MODULE_STATE_COMING;
	provide(test, provider);
	fakes[ALPHA].state = MODULE_STATE_GOING;
	broker_client_live(&fakes[ALPHA]);
	KUNIT_EXPECT_EQ(test, PROVIDER_PENDING, state_of(provider));
}

static void failed_init_withdraws(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	fakes[ALPHA].state = MODULE_STATE_COMING;
	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(provider));
	fakes[ALPHA].state = MODULE_STATE_GOING;
	broker_client_going(&fakes[ALPHA]);
	KUNIT_EXPECT_EQ(test, -ENOENT, state_of(provider));
	expect_refused(test, -ENOENT, "no provider", fake_request(BETA, &ring_1_0));
}

static void forgetful_exit_withdraws(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(provider));
	fakes[ALPHA].state = MODULE_STATE_GOING;
	broker_client_going(&fakes[ALPHA]);
	KUNIT_EXPECT_EQ(test, -ENOENT, state_of(provider));
	expect_refused(test, -ENOENT, "no provider", fake_request(BETA, &ring_1_0));
}

static void notices_of_strangers_are_ignored(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &ring_1_0));
	broker_client_live(&fakes[BETA]);
	fakes[BETA].state = MODULE_STATE_GOING;
	broker_client_going(&fakes[BETA]);
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(GAMMA, &ring_1_0)));
}

static void unregistered_is_not_found(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	KUNIT_EXPECT_EQ(test, -ENOENT, broker_provider_del(provider));
	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(provider));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
	KUNIT_EXPECT_EQ(test, -ENOENT, broker_provider_del(provider));
	expect_refused(test, -ENOENT, "no provider", fake_request(BETA, &ring_1_0));
}

static void unregistering_what_never_was(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	provider->size = 4;
	KUNIT_EXPECT_EQ(test, -ENOENT, broker_provider_del(provider));
	KUNIT_EXPECT_EQ(test, -ENOENT, broker_provider_del(NULL));
}

static void duplicate_is_refused(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	provide(test, provider);
	expect_provider_refused(test, -EEXIST, "it is registered already", provider);
	KUNIT_EXPECT_EQ(test, PROVIDER_LIVE, state_of(provider));
}

static void going_module_is_refused(struct kunit *test)
{
	fakes[ALPHA].state = MODULE_STATE_GOING;
	expect_provider_refused(test, -ENODEV, "the module is being unloaded",
				fake_provider(ALPHA, &ring_1_0));
}

static void unsigned_provider_is_refused_if_asked_for(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	if (!IS_ENABLED(CONFIG_MODULE_SIG))
		kunit_skip(test, "this kernel knows no signatures");
	require_signatures(test);
	fake_signed(&fakes[ALPHA], false);
	expect_provider_refused(test, -EACCES, "it has no valid signature (require_signatures=1)",
				provider);
	fake_signed(&fakes[ALPHA], true);
	provide(test, provider);
}

/* Which of two providers that agree is chosen: ALPHA registers first. */
static const struct choice {
	const char *name;
	s16 priority[2];
	const struct broker_contract *contract[2];
	int chosen;
} choices[] = {
	{ "first of equals", { 0, 0 }, { &ring_1_0, &ring_1_0 }, ALPHA },
	{ "higher priority first", { 1, 0 }, { &ring_1_0, &ring_1_0 }, ALPHA },
	{ "higher priority last", { 0, 1 }, { &ring_1_0, &ring_1_0 }, BETA },
	{ "negative priority", { -1, 0 }, { &ring_1_0, &ring_1_0 }, BETA },
	{ "extreme priorities", { S16_MIN, S16_MAX }, { &ring_1_0, &ring_1_0 }, BETA },
	{ "larger minor first", { 0, 0 }, { &ring_1_1, &ring_1_0 }, ALPHA },
	{ "larger minor last", { 0, 0 }, { &ring_1_0, &ring_1_1 }, BETA },
	{ "priority before minor", { 1, 0 }, { &ring_1_0, &ring_1_1 }, ALPHA },
	{ "best differs", { 1, 0 }, { &ring_1_0_other, &ring_1_0 }, BETA },
	{ "best is of another major", { 1, 0 }, { &ring_2_0, &ring_1_0 }, BETA },
	{ "best is another interface", { 1, 0 }, { &disk_1_0, &ring_1_0 }, BETA },
};

static void choice_desc(const struct choice *param, char *desc)
{
	strscpy(desc, param->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(choice, choices, choice_desc);

static void best_is_chosen(struct kunit *test)
{
	const struct choice *param = test->param_value;
	int i;

	for (i = ALPHA; i <= BETA; i++) {
		struct broker_provider *provider = fake_provider(i, param->contract[i]);

		provider->priority = param->priority[i];
		provide(test, provider);
	}
	KUNIT_EXPECT_PTR_EQ(test, table_of(param->chosen),
			    hold(test, fake_request(GAMMA, &ring_1_0)));
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[param->chosen]));
}

static void next_best_is_chosen_when_the_best_is_gone(struct kunit *test)
{
	struct broker_provider *best = fake_provider(BETA, &ring_1_1);

	provide(test, fake_provider(ALPHA, &ring_1_0));
	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(best));
	KUNIT_ASSERT_EQ(test, 0, broker_provider_del(best));
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(GAMMA, &ring_1_0)));
}

static void pending_one_is_passed_over(struct kunit *test)
{
	fakes[ALPHA].state = MODULE_STATE_COMING;
	provide(test, fake_provider(ALPHA, &ring_1_1));
	provide(test, fake_provider(BETA, &ring_1_0));
	KUNIT_EXPECT_PTR_EQ(test, table_of(BETA), hold(test, fake_request(GAMMA, &ring_1_0)));
}

static void majors_stand_side_by_side(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &ring_2_0));
	expect_refused(test, -EPROTONOSUPPORT, "other major", fake_request(GAMMA, &ring_1_0));
	provide(test, fake_provider(BETA, &ring_1_0));
	KUNIT_EXPECT_PTR_EQ(test, table_of(BETA), hold(test, fake_request(GAMMA, &ring_1_0)));
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(DELTA, &ring_2_0)));
}

static struct broker_provider second;	/* of the same module */

static void a_module_provides_twice(struct kunit *test)
{
	struct broker_provider *first = fake_provider(ALPHA, &ring_1_0);

	second = *first;
	second.table = table_of(DELTA);
	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(first));
	provide(test, &second);
	KUNIT_EXPECT_EQ(test, PROVIDER_LIVE, state_of(&second));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(first));
	KUNIT_EXPECT_PTR_EQ(test, table_of(DELTA), hold(test, fake_request(BETA, &ring_1_0)));
}

#define NAMED(_name)	\
	CONTRACT("broker_interface=" _name " 1\0broker_op=0 sleep: int f(void)\0broker_abi=iv ")
#define THIRTY_NINE	"abcdefghijabcdefghijabcdefghijabcdefghi"

/* A name of the maximum length, and one that differs in its last letter. */
static const struct broker_contract long_x = NAMED(THIRTY_NINE "x");
static const struct broker_contract long_y = NAMED(THIRTY_NINE "y");
static const struct broker_contract long_none = NAMED(THIRTY_NINE);

static void long_names_are_told_apart(struct kunit *test)
{
	provide(test, fake_provider(ALPHA, &long_x));
	expect_refused(test, -ENOENT, "no provider", fake_request(GAMMA, &long_y));
	expect_refused(test, -ENOENT, "no provider", fake_request(GAMMA, &long_none));
	provide(test, fake_provider(BETA, &long_y));
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(GAMMA, &long_x)));
	KUNIT_EXPECT_PTR_EQ(test, table_of(BETA), hold(test, fake_request(GAMMA, &long_y)));
}

static void refusal_says_who_and_what(struct kunit *test)
{
	struct refusal latest;

	provide(test, fake_provider(ALPHA, &ring_1_0));
	expect_refused(test, -EPROTO, "op 1 'close'", fake_request(BETA, &ring_1_0_other));
	KUNIT_ASSERT_TRUE(test, broker_refusal_latest(&latest));
	KUNIT_EXPECT_EQ(test, BROKER_CONTRACT_DIFFERS, latest.reason.verdict);
	KUNIT_EXPECT_STREQ(test, "0 sleep: void close(u32 id)", latest.reason.have);
	KUNIT_EXPECT_STREQ(test, "0 sleep: void close(u64 id)", latest.reason.want);
	KUNIT_EXPECT_STREQ(test, "beta", latest.consumer);
	KUNIT_EXPECT_STREQ(test, "alpha", latest.provider);
	KUNIT_EXPECT_STREQ(test, "ring", latest.interface);
	KUNIT_EXPECT_EQ(test, 1, latest.major);
}

static void refusal_says_which_instance(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);
	struct refusal latest;

	provider->instance = "p0";
	provide(test, provider);
	expect_refused(test, -ENOENT, "no provider", fake_request(BETA, &ring_1_0));
	expect_provider_refused(test, -EEXIST, "it is registered already", provider);
	KUNIT_ASSERT_TRUE(test, broker_refusal_latest(&latest));
	KUNIT_EXPECT_STREQ(test, "ring", latest.interface);
	KUNIT_EXPECT_STREQ(test, "p0", latest.instance);
}

/* It may be anything. */
static void refused_name_is_not_shown(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);
	struct refusal latest;

	provider->instance = "p\n0";
	expect_provider_refused(test, -EINVAL,
				"name of the instance has a blank, or what cannot be printed",
				provider);
	KUNIT_ASSERT_TRUE(test, broker_refusal_latest(&latest));
	KUNIT_EXPECT_STREQ(test, "", latest.instance);
}

struct said {
	const char *consumer, *provider, *interface, *instance, *line;
};

static const struct said said[] = {
	{ "beta", "alpha", "ring", "", "beta: ring 1 refused by alpha: why" },
	{ "beta", "alpha", "ring", "p0", "beta: ring/p0 1 refused by alpha: why" },
	{ "beta", "", "ring", "p0", "beta: ring/p0 1 refused: why" },
	{ "", "alpha", "ring", "", "alpha: provider of ring 1 refused: why" },
	{ "", "alpha", "ring", "p0", "alpha: provider of ring/p0 1 refused: why" },
	{ "", "alpha", "", "", "alpha: provider refused: why" },
	{ "beta", "", "", "", "beta: request refused: why" },
};

static void said_desc(const struct said *said, char *desc)
{
	strscpy(desc, said->line, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(said, said, said_desc);

static void line_says_all_of_it(struct kunit *test)
{
	const struct said *said = test->param_value;
	const struct broker_identity id = {
		.name = said->interface, .name_len = strlen(said->interface), .major = 1
	};
	const struct broker_reason reason = { .what = "why" };
	static char line[BROKER_LINE_MAX];

	broker_refusal_line(line, said->consumer, said->provider, &id, said->instance, &reason);
	KUNIT_EXPECT_STREQ(test, said->line, line);
}

/* More than are kept: the oldest are forgotten, the latest is the latest. */
static void refusals_are_forgotten(struct kunit *test)
{
	struct refusal latest;
	int i;

	for (i = 0; i < 2 * REFUSALS_KEPT; i++)
		expect_refused(test, -ENOENT, "no provider", fake_request(ALPHA, &ring_1_0));
	expect_refused(test, -ENOENT, "no provider", fake_request(BETA, &disk_1_0));
	KUNIT_ASSERT_TRUE(test, broker_refusal_latest(&latest));
	KUNIT_EXPECT_STREQ(test, "beta", latest.consumer);
	KUNIT_EXPECT_STREQ(test, "", latest.provider);
	KUNIT_EXPECT_STREQ(test, "disk", latest.interface);
}

static struct kunit_case registry_cases[] = {
	KUNIT_CASE(live_module_provides_at_once),
	KUNIT_CASE(initialising_module_provides_once_it_is_live),
	KUNIT_CASE(going_module_is_not_committed),
	KUNIT_CASE(failed_init_withdraws),
	KUNIT_CASE(forgetful_exit_withdraws),
	KUNIT_CASE(notices_of_strangers_are_ignored),
	KUNIT_CASE(unregistered_is_not_found),
	KUNIT_CASE(unregistering_what_never_was),
	KUNIT_CASE(duplicate_is_refused),
	KUNIT_CASE(going_module_is_refused),
	KUNIT_CASE(unsigned_provider_is_refused_if_asked_for),
	KUNIT_CASE_PARAM(best_is_chosen, choice_gen_params),
	KUNIT_CASE(next_best_is_chosen_when_the_best_is_gone),
	KUNIT_CASE(pending_one_is_passed_over),
	KUNIT_CASE(majors_stand_side_by_side),
	KUNIT_CASE(a_module_provides_twice),
	KUNIT_CASE(long_names_are_told_apart),
	KUNIT_CASE(refusal_says_who_and_what),
	KUNIT_CASE(refusal_says_which_instance),
	KUNIT_CASE(refused_name_is_not_shown),
	KUNIT_CASE_PARAM(line_says_all_of_it, said_gen_params),
	KUNIT_CASE(refusals_are_forgotten),
	{}
};

struct kunit_suite registry_suite = {
	.name = "broker_registry",
	.suite_init = fake_suite_init,
	.suite_exit = fake_suite_exit,
	.init = fake_init,
	.test_cases = registry_cases,
};
