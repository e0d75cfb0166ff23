// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two threads unregister the same object at the same time: for one of them unregister succeeds,
 * for the other it reports that the object is being unregistered, or was.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/workqueue.h>

#include "torture.h"

struct rival {
	struct work_struct work;
	const struct broker_provider *provider;
	struct broker_consumer *consumer;
	int ret;
};

static int unregister(const struct rival *rival)
{
	if (rival->provider)
		return broker_provider_unregister(rival->provider);
	return broker_consumer_unregister(rival->consumer);
}

static void rival_work(struct work_struct *work)
{
	struct rival *rival = container_of(work, struct rival, work);

	rival->ret = unregister(rival);
}

static bool is_second(int ret)
{
	return ret == -EALREADY || ret == -ENOENT;
}

static void race(struct rival *rival)
{
	int ret;

	INIT_WORK_ONSTACK(&rival->work, rival_work);
	queue_work(system_unbound_wq, &rival->work);
	if (one_in(2))
		usleep_range(0, 200);
	ret = unregister(rival);
	flush_work(&rival->work);
	destroy_work_on_stack(&rival->work);
	if ((ret || !is_second(rival->ret)) && (rival->ret || !is_second(ret)))
		torture_failed(FAILED_ERRNO);
	torture_expect(unregister(rival), -ENOENT);
	torture_count(COUNT_RACES);
}

/* Rarely, because the second thread causes a line in the log each time. */
void race_step(struct torture_thread *thread)
{
	const struct torture_rivals *both = thread->data;
	struct torture_provider *provider = both->provider;
	struct torture_consumer *consumer = both->consumer;
	struct rival rivals[] = {
		{ .provider = provider->desc },
		{ .consumer = consumer->desc },
	};

	torture_provide(provider);
	torture_consume(consumer);
	msleep(get_random_u32() % 1000);
	race(&rivals[0]);
	torture_disarm(provider);
	torture_count(COUNT_LINKED_PAIRS);
	msleep(get_random_u32() % 1000);
	race(&rivals[1]);
	consumer_disarm(consumer);
	torture_count(COUNT_LINKED_PAIRS);
}
