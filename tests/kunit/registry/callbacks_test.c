// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of links with two ends: the order of the hooks, whether each end may be
 * entered meanwhile, how an attach is undone, and requests.
 */
#include <linux/completion.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "fake.h"

#define BELL_OPS(OP)							\
	OP(0, atomic, void, pull, (void *rope))
#define BELL_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, rung, (void *user))
BROKER_INTERFACE_TWO_WAY(bell, 1, BELL_OPS, BELL_CALLBACKS);

#define PATIENCE	(60 * HZ)

static struct broker_consumer user;
static struct broker_provider tower;

/* The case that runs, and how its hooks are to behave. */
static struct {
	struct kunit *test;
	struct completion up, gone;	/* the consumer's ready; a detach of the provider */
	int provider_attach, consumer_attach;
	bool no_priv;
	int asked;
	struct broker_link *link;
	struct broker_peer *peer;
	bool request_ended;
	/* Each hook, the provider's in capitals, with a + if callbacks enter. */
	char story[64];
} now;

static char rope;

/* One word for each hook. */
static void tell(const char *hook)
{
	bool enters = broker_enter_peer(now.peer, &rope);

	if (enters)
		broker_exit_peer(now.peer);
	strlcat(now.story, hook, sizeof(now.story));
	strlcat(now.story, enters ? "+ " : "- ", sizeof(now.story));
}

static int tower_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	now.asked++;
	now.peer = peer;
	tell("A");
	if (!now.no_priv)
		peer->priv = &rope;
	return now.provider_attach;
}

static void tower_ready(const struct broker_provider *provider, struct broker_peer *peer)
{
	tell("R");
}

static void tower_leaving(const struct broker_provider *provider, struct broker_peer *peer)
{
	tell("L");
}

static void tower_detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	KUNIT_EXPECT_PTR_EQ(now.test, NULL, peer->ops);
	tell("D");
	complete_all(&now.gone);
}

static int user_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	now.link = link;
	KUNIT_EXPECT_PTR_EQ(now.test, (void *)&rope, broker_provider_of(link));
	tell("a");
	return now.consumer_attach;
}

static void user_ready(struct broker_consumer *consumer, struct broker_link *link)
{
	tell("r");
	complete_all(&now.up);
}

static void user_leaving(struct broker_consumer *consumer, struct broker_link *link)
{
	tell("l");
}

static void user_stop(struct broker_consumer *consumer, struct broker_link *link)
{
	tell("s");
}

static void user_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	KUNIT_EXPECT_TRUE(now.test, broker_link_alive(link));
	tell("d");
}

static void pull(void *unused)
{
}

static void rung(void *unused)
{
}

static const struct bell_ops tower_ops = { .pull = pull };
static const struct bell_callbacks user_callbacks = { .rung = rung };

DEFINE_BROKER_PROVIDER(tower_of_alpha, bell, &tower_ops, .attach = tower_attach,
		       .ready = tower_ready, .leaving = tower_leaving, .detach = tower_detach);
DEFINE_BROKER_CONSUMER_TWO_WAY(user_of_beta, bell, 0, &user_callbacks, .attach = user_attach,
			       .ready = user_ready, .leaving = user_leaving,
			       .stop = user_stop, .detach = user_detach);

static void unregister_user(void *unused)
{
	broker_consumer_del(&user);
}

static int callbacks_init(struct kunit *test)
{
	memset(&now, 0, sizeof(now));
	now.test = test;
	init_completion(&now.up);
	init_completion(&now.gone);
	tower = tower_of_alpha;
	tower.owner = &fakes[ALPHA];
	user = user_of_beta;
	user.owner = &fakes[BETA];
	return fake_init(test);
}

static void consume(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, 0, broker_consumer_add(&user));
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, unregister_user, NULL));
}

/* Both are registered, and the link is current. */
static void meet(struct kunit *test)
{
	provide(test, &tower);
	consume(test);
	KUNIT_ASSERT_NE(test, 0, wait_for_completion_timeout(&now.up, PATIENCE));
}

static void hooks_come_in_order_if_the_consumer_leaves(struct kunit *test)
{
	meet(test);
	KUNIT_EXPECT_EQ(test, 0, broker_consumer_del(&user));
	KUNIT_EXPECT_STREQ(test, "A- a- R+ r+ l+ s+ L- d- D- ", now.story);
}

static void hooks_come_in_order_if_the_provider_leaves(struct kunit *test)
{
	meet(test);
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(&tower));
	KUNIT_EXPECT_STREQ(test, "A- a- R+ r+ l+ s+ L- d- D- ", now.story);
}

static void hooks_that_are_not_given_are_passed_over(struct kunit *test)
{
	tower.ready = NULL;
	tower.leaving = NULL;
	user.leaving = NULL;
	user.stop = NULL;
	meet(test);
	KUNIT_EXPECT_EQ(test, 0, broker_consumer_del(&user));
	KUNIT_EXPECT_STREQ(test, "A- a- r+ d- D- ", now.story);
}

static void attach_that_fails_is_undone(struct kunit *test)
{
	now.consumer_attach = -EIO;
	provide(test, &tower);
	consume(test);
	KUNIT_ASSERT_NE(test, 0, wait_for_completion_timeout(&now.gone, PATIENCE));
	KUNIT_EXPECT_EQ(test, 0, broker_consumer_del(&user));
	KUNIT_EXPECT_STREQ(test, "A- a- D- ", now.story);
}

static void attach_without_priv_makes_no_link(struct kunit *test)
{
	now.no_priv = true;
	provide(test, &tower);
	consume(test);
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(&tower));
	KUNIT_EXPECT_EQ(test, 0, broker_consumer_del(&user));
	KUNIT_EXPECT_PTR_EQ(test, NULL, strchr(now.story, 'a'));
	KUNIT_EXPECT_PTR_EQ(test, NULL, strchr(now.story, 'D'));
}

static void provider_that_passes_is_not_asked_again(struct kunit *test)
{
	struct consumer *consumer;
	int i;

	now.provider_attach = -ENODEV;
	provide(test, &tower);
	consume(test);
	for (i = 0; i < 3; i++) {
		mutex_lock(&broker_mutex);
		consumer = broker_consumer_find(&user);
		broker_consumer_queue(consumer);
		mutex_unlock(&broker_mutex);
		flush_work(&consumer->work);
	}
	KUNIT_EXPECT_EQ(test, 1, now.asked);
	now.provider_attach = 0;
	KUNIT_EXPECT_EQ(test, 0, broker_consumer_attach(consumer->object.id));
	KUNIT_ASSERT_NE(test, 0, wait_for_completion_timeout(&now.up, PATIENCE));
	KUNIT_EXPECT_EQ(test, 2, now.asked);
}

static void end_request(struct work_struct *work)
{
	now.request_ended = true;
	broker_end_request(now.link);
}

static void stop_after_request(struct broker_consumer *consumer, struct broker_link *link)
{
	KUNIT_EXPECT_TRUE(now.test, now.request_ended);
	tell("s");
}

static void requests_are_waited_for(struct kunit *test)
{
	struct delayed_work work;
	struct broker_link *link;

	INIT_DELAYED_WORK_ONSTACK(&work, end_request);
	user.flags |= BROKER_REQUESTS;
	user.stop = stop_after_request;
	meet(test);
	link = broker_enter(&user);
	KUNIT_ASSERT_PTR_EQ(test, now.link, link);
	broker_start_request(link);
	broker_exit(link);
	schedule_delayed_work(&work, HZ / 2);
	KUNIT_EXPECT_EQ(test, 0, broker_consumer_del(&user));
	KUNIT_EXPECT_TRUE(test, now.request_ended);
	flush_delayed_work(&work);
	destroy_delayed_work_on_stack(&work);
	KUNIT_EXPECT_STREQ(test, "A- a- R+ r+ l+ s+ L- d- D- ", now.story);
}

/* As a weakly ordered machine may show it. */
static void call_that_seems_to_leave_first_is_not_inside(struct kunit *test)
{
	unsigned long entered, left;

	meet(test);
	this_cpu_inc(now.link->calls->left);
	mutex_lock(&broker_mutex);
	broker_slot_calls(broker_consumer_find(&user)->current_slot, &entered, &left);
	mutex_unlock(&broker_mutex);
	this_cpu_inc(now.link->calls->entered);
	KUNIT_EXPECT_EQ(test, 1, left);
	KUNIT_EXPECT_EQ(test, 1, entered);
}

static void both_tables_are_required(struct kunit *test)
{
	tower.attach = NULL;
	expect_provider_refused(test, -EINVAL,
				"the interface has callbacks, and the provider no attach hook",
				&tower);
	user.callbacks = NULL;
	KUNIT_EXPECT_EQ(test, -EINVAL, broker_consumer_add(&user));
	user.callbacks = &user_callbacks;
	user.flags = 0x10;
	KUNIT_EXPECT_EQ(test, -EINVAL, broker_consumer_add(&user));
}

static struct kunit_case callbacks_cases[] = {
	KUNIT_CASE(hooks_come_in_order_if_the_consumer_leaves),
	KUNIT_CASE(hooks_come_in_order_if_the_provider_leaves),
	KUNIT_CASE(hooks_that_are_not_given_are_passed_over),
	KUNIT_CASE(attach_that_fails_is_undone),
	KUNIT_CASE(attach_without_priv_makes_no_link),
	KUNIT_CASE(call_that_seems_to_leave_first_is_not_inside),
	KUNIT_CASE(provider_that_passes_is_not_asked_again),
	KUNIT_CASE(requests_are_waited_for),
	KUNIT_CASE(both_tables_are_required),
	{}
};

struct kunit_suite callbacks_suite = {
	.name = "broker_callbacks",
	.suite_init = fake_suite_init,
	.suite_exit = fake_suite_exit,
	.init = callbacks_init,
	.test_cases = callbacks_cases,
};
