// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of waits: of a consumer for a provider that is initialising, and
 * of a provider that leaves for its holders. The wait is in a thread of its
 * own; the case continues once that thread is asleep.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/sched/signal.h>

#include "fake.h"

#define PATIENCE	(200 * HZ)	/* not used up unless the case fails */

struct job {
	void (*run)(struct job *job);
	struct completion done;
	struct task_struct *task;
	const struct broker_request *request;
	const struct broker_provider *provider;
	struct broker_handle *handle;
	int ret;
};

static void job_get(struct job *job)
{
	const void *table;

	job->handle = broker_hold_get(job->request, &table);
	job->ret = PTR_ERR_OR_ZERO(job->handle);
}

static void job_unregister(struct job *job)
{
	job->ret = broker_provider_del(job->provider);
}

static void job_going(struct job *job)
{
	job->provider->owner->state = MODULE_STATE_GOING;
	broker_client_going(job->provider->owner);
}

static int job_thread(void *data)
{
	struct job *job = data;

	allow_signal(SIGINT);
	job->run(job);
	complete(&job->done);
	for (;;) {
		set_current_state(TASK_IDLE);
		if (kthread_should_stop())
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static void job_stop(void *data)
{
	struct job *job = data;

	kthread_stop(job->task);
}

/* No other task waits there, because the registry is this module's own. */
static bool somebody_waits(void)
{
	return wq_has_sleeper(&broker_wait);
}

/* Returns once the job has begun to wait. */
static struct job *start(struct kunit *test, const struct job *what)
{
	struct job *job = kunit_kmalloc(test, sizeof(*job), GFP_KERNEL);
	unsigned long end = jiffies + PATIENCE;

	KUNIT_ASSERT_NOT_NULL(test, job);
	*job = *what;
	init_completion(&job->done);
	job->task = kthread_run(job_thread, job, "broker_kunit");
	KUNIT_ASSERT_EQ(test, 0, PTR_ERR_OR_ZERO(job->task));
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, job_stop, job));
	while (!somebody_waits() && time_before(jiffies, end))
		schedule_timeout_uninterruptible(1);
	KUNIT_ASSERT_TRUE(test, somebody_waits());
	KUNIT_ASSERT_FALSE(test, completion_done(&job->done));
	return job;
}

static void expect_done(struct kunit *test, struct job *job, int ret)
{
	KUNIT_ASSERT_NE(test, 0, wait_for_completion_timeout(&job->done, PATIENCE));
	KUNIT_EXPECT_EQ(test, ret, job->ret);
}

static struct broker_provider *pending_provider(struct kunit *test)
{
	struct broker_provider *provider = fake_provider(ALPHA, &ring_1_0);

	fakes[ALPHA].state = MODULE_STATE_COMING;
	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(provider));
	return provider;
}

static struct job *start_get(struct kunit *test)
{
	const struct job what = { .run = job_get, .request = fake_request(BETA, &ring_1_0) };

	return start(test, &what);
}

static void get_waits_for_the_end_of_init(struct kunit *test)
{
	struct broker_provider *provider = pending_provider(test);
	struct job *job = start_get(test);

	fakes[ALPHA].state = MODULE_STATE_LIVE;
	broker_client_live(&fakes[ALPHA]);
	expect_done(test, job, 0);
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[ALPHA]));
	broker_hold_put(job->handle, &fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
}

static void get_takes_another_that_comes_first(struct kunit *test)
{
	struct broker_provider *provider = pending_provider(test);
	struct job *job = start_get(test);

	provide(test, fake_provider(GAMMA, &ring_1_0));
	expect_done(test, job, 0);
	KUNIT_EXPECT_EQ(test, 1, module_refcount(&fakes[GAMMA]));
	broker_hold_put(job->handle, &fakes[BETA]);
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
}

static void get_ends_when_init_fails(struct kunit *test)
{
	struct job *job;

	pending_provider(test);
	job = start_get(test);
	fakes[ALPHA].state = MODULE_STATE_GOING;
	broker_client_going(&fakes[ALPHA]);
	expect_done(test, job, -ENOENT);
}

static void get_ends_when_init_takes_it_back(struct kunit *test)
{
	struct broker_provider *provider = pending_provider(test);
	struct job *job = start_get(test);

	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
	expect_done(test, job, -ENOENT);
}

static void get_ends_when_its_own_module_goes(struct kunit *test)
{
	struct broker_provider *provider = pending_provider(test);
	struct job *job = start_get(test);

	fakes[BETA].state = MODULE_STATE_GOING;
	fakes[ALPHA].state = MODULE_STATE_LIVE;
	broker_client_live(&fakes[ALPHA]);
	expect_done(test, job, -ENODEV);
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
}

static void get_ends_with_a_signal(struct kunit *test)
{
	struct broker_provider *provider = pending_provider(test);
	struct job *job = start_get(test);

	send_sig(SIGINT, job->task, 1);
	expect_done(test, job, -EINTR);
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
}

/* The other one may be waiting for this module's own init. */
static void get_does_not_wait_while_its_own_provider_is_pending(struct kunit *test)
{
	struct broker_provider *provider = pending_provider(test);
	struct broker_provider *own = fake_provider(BETA, &disk_1_0);

	fakes[BETA].state = MODULE_STATE_COMING;
	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(own));
	expect_refused(test, -EBUSY, "it is still initialising", fake_request(BETA, &ring_1_0));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(own));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
}

static void get_does_not_wait_for_its_own_module(struct kunit *test)
{
	struct broker_provider *provider = pending_provider(test);

	expect_refused(test, -EBUSY, "it is still initialising", fake_request(ALPHA, &ring_1_0));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
}

static void get_does_not_wait_for_what_differs(struct kunit *test)
{
	struct broker_provider *provider = pending_provider(test);

	expect_refused(test, -EPROTO, "op 1 'close'", fake_request(BETA, &ring_1_0_other));
	KUNIT_EXPECT_EQ(test, 0, broker_provider_del(provider));
}

/* Held by BETA. */
static struct broker_handle *held_provider(struct kunit *test, struct broker_provider **provider)
{
	struct broker_handle *handle;
	const void *table;

	*provider = fake_provider(ALPHA, &ring_1_0);
	KUNIT_ASSERT_EQ(test, 0, broker_provider_add(*provider));
	handle = broker_hold_get(fake_request(BETA, &ring_1_0), &table);
	KUNIT_ASSERT_EQ(test, 0, PTR_ERR_OR_ZERO(handle));
	return handle;
}

/* As after a forced unload, which does run the exit of a pinned module. */
static void unregister_waits_for_the_holder(struct kunit *test)
{
	struct job what = { .run = job_unregister };
	struct broker_provider *provider;
	struct broker_handle *handle = held_provider(test, &provider);
	struct job *job;

	what.provider = provider;
	fakes[ALPHA].state = MODULE_STATE_GOING;
	job = start(test, &what);
	KUNIT_EXPECT_EQ(test, -EALREADY, broker_provider_del(provider));
	expect_provider_refused(test, -EEXIST, "it is registered already", provider);
	expect_refused(test, -ENOENT, "no provider", fake_request(GAMMA, &ring_1_0));
	KUNIT_EXPECT_FALSE(test, completion_done(&job->done));

	broker_hold_put(handle, &fakes[BETA]);
	expect_done(test, job, 0);
	KUNIT_EXPECT_EQ(test, -ENOENT, broker_provider_del(provider));
}

static void unregister_waits_for_every_holder(struct kunit *test)
{
	struct job what = { .run = job_unregister };
	struct broker_provider *provider;
	struct broker_handle *handle = held_provider(test, &provider);
	const void *table;
	struct broker_handle *other = broker_hold_get(fake_request(GAMMA, &ring_1_0), &table);
	struct job *job;

	what.provider = provider;
	job = start(test, &what);
	broker_hold_put(handle, &fakes[BETA]);
	KUNIT_EXPECT_FALSE(test, completion_done(&job->done));
	broker_hold_put(other, &fakes[GAMMA]);
	expect_done(test, job, 0);
}

static void holder_that_goes_ends_the_wait(struct kunit *test)
{
	struct job what = { .run = job_unregister };
	struct broker_provider *provider;
	struct job *job;

	held_provider(test, &provider);
	what.provider = provider;
	job = start(test, &what);
	fakes[BETA].state = MODULE_STATE_GOING;
	broker_client_going(&fakes[BETA]);
	expect_done(test, job, 0);
}

static void forgetful_exit_waits_for_the_holder(struct kunit *test)
{
	struct job what = { .run = job_going };
	struct broker_provider *provider;
	struct broker_handle *handle = held_provider(test, &provider);
	struct job *job;

	what.provider = provider;
	job = start(test, &what);
	KUNIT_EXPECT_EQ(test, -EALREADY, broker_provider_del(provider));
	broker_hold_put(handle, &fakes[BETA]);
	expect_done(test, job, 0);
}

/* It belongs to the task that unregisters it; the module's text must not be freed before. */
static void going_waits_for_what_is_being_unregistered(struct kunit *test)
{
	struct job what = { .run = job_unregister }, notice = { .run = job_going };
	struct broker_provider *provider;
	struct broker_handle *handle = held_provider(test, &provider);
	struct job *job, *going;

	what.provider = provider;
	job = start(test, &what);
	notice.provider = provider;
	going = start(test, &notice);
	KUNIT_EXPECT_FALSE(test, completion_done(&job->done));
	KUNIT_EXPECT_FALSE(test, completion_done(&going->done));
	broker_hold_put(handle, &fakes[BETA]);
	expect_done(test, job, 0);
	expect_done(test, going, 0);
}

static struct kunit_case wait_cases[] = {
	KUNIT_CASE(get_waits_for_the_end_of_init),
	KUNIT_CASE(get_takes_another_that_comes_first),
	KUNIT_CASE(get_ends_when_init_fails),
	KUNIT_CASE(get_ends_when_init_takes_it_back),
	KUNIT_CASE(get_ends_when_its_own_module_goes),
	KUNIT_CASE(get_ends_with_a_signal),
	KUNIT_CASE(get_does_not_wait_while_its_own_provider_is_pending),
	KUNIT_CASE(get_does_not_wait_for_its_own_module),
	KUNIT_CASE(get_does_not_wait_for_what_differs),
	KUNIT_CASE(unregister_waits_for_the_holder),
	KUNIT_CASE(unregister_waits_for_every_holder),
	KUNIT_CASE(holder_that_goes_ends_the_wait),
	KUNIT_CASE(forgetful_exit_waits_for_the_holder),
	KUNIT_CASE(going_waits_for_what_is_being_unregistered),
	{}
};

struct kunit_suite wait_suite = {
	.name = "broker_wait",
	.suite_init = fake_suite_init,
	.suite_exit = fake_suite_exit,
	.init = fake_init,
	.test_cases = wait_cases,
};
