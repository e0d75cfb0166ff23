// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of the changes that an administrator may make, and of the ids of
 * their objects.
 */
#include "fake.h"

/* The id of the object that was registered last. */
static u64 latest(struct list_head *all)
{
	u64 id;

	mutex_lock(&broker_mutex);
	id = list_last_entry(all, struct object, node)->id;
	mutex_unlock(&broker_mutex);
	return id;
}

/* A provider of ring 1.0 with that priority; returns its id. */
static u64 provide_with(struct kunit *test, int fake, s16 priority)
{
	struct broker_provider *provider = fake_provider(fake, &ring_1_0);

	provider->priority = priority;
	provide(test, provider);
	return latest(&broker_providers);
}

static void ids_grow_and_are_not_used_twice(struct kunit *test)
{
	u64 first = provide_with(test, ALPHA, 0);
	struct broker_provider *other = fake_provider(BETA, &ring_1_0);
	u64 second, third;

	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(other));
	second = latest(&broker_providers);
	KUNIT_EXPECT_LT(test, first, second);
	KUNIT_ASSERT_EQ(test, 0, broker_provider_del(other));
	third = provide_with(test, GAMMA, 0);
	KUNIT_EXPECT_LT(test, second, third);
}

static void preferred_comes_before_priority(struct kunit *test)
{
	u64 low = provide_with(test, ALPHA, 0);
	u64 high = provide_with(test, BETA, 10);

	KUNIT_EXPECT_EQ(test, 0, broker_provider_prefer(low));
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(GAMMA, &ring_1_0)));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_prefer(high));
	KUNIT_EXPECT_PTR_EQ(test, table_of(BETA), hold(test, fake_request(DELTA, &ring_1_0)));
}

static void drained_serves_nobody(struct kunit *test)
{
	u64 best = provide_with(test, ALPHA, 10);

	provide_with(test, BETA, 0);
	KUNIT_EXPECT_EQ(test, 0, broker_provider_serve_nobody(best));
	KUNIT_EXPECT_PTR_EQ(test, table_of(BETA), hold(test, fake_request(GAMMA, &ring_1_0)));
}

static void drained_is_why_nobody_serves(struct kunit *test)
{
	u64 only = provide_with(test, ALPHA, 0);

	KUNIT_EXPECT_EQ(test, 0, broker_provider_serve_nobody(only));
	expect_refused(test, -ENODEV, "an administrator has drained it",
		       fake_request(BETA, &ring_1_0));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_prefer(only));
	KUNIT_EXPECT_PTR_EQ(test, table_of(ALPHA), hold(test, fake_request(BETA, &ring_1_0)));
}

static void holds_of_a_drained_one_stay(struct kunit *test)
{
	u64 only = provide_with(test, ALPHA, 0);

	hold(test, fake_request(BETA, &ring_1_0));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_serve_nobody(only));
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[ALPHA]));
}

static void who_is_not_there_cannot_be_steered(struct kunit *test)
{
	u64 none = provide_with(test, ALPHA, 0) + 1;

	KUNIT_EXPECT_EQ(test, -ENOENT, broker_provider_prefer(none));
	KUNIT_EXPECT_EQ(test, -ENOENT, broker_provider_serve_nobody(0));
	KUNIT_EXPECT_EQ(test, -ENOENT, broker_consumer_detach(none));
	KUNIT_EXPECT_EQ(test, -ENOENT, broker_consumer_attach(none - 1));
}

static void who_is_pending_cannot_be_steered(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	fakes[ALPHA].state = MODULE_STATE_COMING;
	provide(test, provider);
	KUNIT_EXPECT_EQ(test, -EBUSY, broker_provider_prefer(latest(&broker_providers)));
	KUNIT_EXPECT_EQ(test, -EBUSY, broker_provider_serve_nobody(latest(&broker_providers)));
}

static struct kunit_case steer_cases[] = {
	KUNIT_CASE(ids_grow_and_are_not_used_twice),
	KUNIT_CASE(preferred_comes_before_priority),
	KUNIT_CASE(drained_serves_nobody),
	KUNIT_CASE(drained_is_why_nobody_serves),
	KUNIT_CASE(holds_of_a_drained_one_stay),
	KUNIT_CASE(who_is_not_there_cannot_be_steered),
	KUNIT_CASE(who_is_pending_cannot_be_steered),
	{}
};

struct kunit_suite steer_suite = {
	.name = "broker_steer",
	.suite_init = fake_suite_init,
	.suite_exit = fake_suite_exit,
	.init = fake_init,
	.test_cases = steer_cases,
};
