/* SPDX-License-Identifier: GPL-2.0-only */
/* A consumer of "churn_two_way" with a thread that calls, asleep most of the time. */
#ifndef _CHURN_TWO_WAY_USER_H
#define _CHURN_TWO_WAY_USER_H

#include "two_way.h"

struct churn_party {
	struct broker_link *link;
};

/* It has at most two links: a new one, and an old one that is ending. */
static struct churn_party parties[2];
static atomic_t states[ARRAY_SIZE(parties)];
static struct broker_consumer user;
static bool attached;
static struct task_struct *caller;

static void ring(u32 depth)
{
	struct broker_link *link = broker_enter(&user);

	if (!link)
		return;
	broker_ops(link, churn_two_way)->ring(broker_provider_of(link), depth);
	broker_exit(link);
}

static void rung(struct churn_party *party, u32 depth)
{
	churn_check(&states[party - parties]);
	if (depth)
		ring(depth - 1);
	churn_check(&states[party - parties]);
}

static void nap(struct churn_party *party)
{
	churn_check(&states[party - parties]);
	msleep(20);
	churn_check(&states[party - parties]);
}

static const struct churn_two_way_callbacks callbacks = { .rung = rung, .nap = nap };

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	int i = churn_take(states, ARRAY_SIZE(states));

	WRITE_ONCE(attached, true);
	if (WARN_ON_ONCE(i < 0))
		return i;
	broker_ops(link, churn_two_way)->ring(broker_provider_of(link), 0);
	link->priv = &parties[i];
	return 0;
}

static void ready(struct broker_consumer *consumer, struct broker_link *link)
{
	ring(3);
}

static void stop(struct broker_consumer *consumer, struct broker_link *link)
{
	broker_ops(link, churn_two_way)->ring(broker_provider_of(link), 0);
}

static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct churn_party *party = link->priv;

	if (broker_link_alive(link))
		broker_ops(link, churn_two_way)->ring(broker_provider_of(link), 0);
	churn_check(&states[party - parties]);
	atomic_set(&states[party - parties], CHURN_FREE);
}

DEFINE_BROKER_CONSUMER_TWO_WAY(user, churn_two_way, 0, &callbacks, .flags = BROKER_MOVABLE,
			       .attach = attach, .ready = ready, .stop = stop, .detach = detach);

static int call(void *unused)
{
	while (!kthread_should_stop()) {
		struct broker_link *link = broker_enter(&user);

		if (link) {
			broker_ops(link, churn_two_way)->nap(broker_provider_of(link));
			broker_exit(link);
		}
		ring(3);
		usleep_range(1000, 2000);
	}
	return 0;
}

static int __init churn_init(void)
{
	int ret;

	caller = kthread_run(call, NULL, KBUILD_MODNAME);
	if (IS_ERR(caller))
		return PTR_ERR(caller);
	ret = broker_consumer_register(&user);
	if (CHURN_FAILS) {
		msleep(20);
		/* It may not have been attached by then. */
		ret = ret ?: READ_ONCE(attached) ? -EINVAL : -EIO;
	}
	if (ret)
		kthread_stop(caller);
	return ret;
}
module_init(churn_init);

/* Calls continue while it is unregistered. */
static void __exit churn_exit(void)
{
	if (!CHURN_FORGETS)
		broker_consumer_unregister(&user);
	kthread_stop(caller);
}
module_exit(churn_exit);

#endif
