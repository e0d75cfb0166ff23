/* SPDX-License-Identifier: GPL-2.0-only */
/* A provider of "churn_two_way" that calls back from a timer, a thread and inside calls. */
#ifndef _CHURN_TWO_WAY_PROVIDER_H
#define _CHURN_TWO_WAY_PROVIDER_H

#include "two_way.h"

struct churn_port {
	struct broker_peer *peer;
};

static struct churn_port ports[4];
static atomic_t states[ARRAY_SIZE(ports)];
static bool attached;
static struct task_struct *caller;

static void call_back(struct churn_port *port, u32 depth)
{
	struct broker_peer *peer = READ_ONCE(port->peer);

	if (!peer || !broker_enter_peer(peer, port))
		return;
	broker_callbacks(peer, churn_two_way)->rung(broker_user(peer), depth);
	broker_exit_peer(peer);
}

static void port_ring(struct churn_port *port, u32 depth)
{
	churn_check(&states[port - ports]);
	if (depth)
		call_back(port, depth - 1);
}

static void port_nap(struct churn_port *port)
{
	churn_check(&states[port - ports]);
	msleep(20);
	churn_check(&states[port - ports]);
}

static const struct churn_two_way_ops table = { .ring = port_ring, .nap = port_nap };

/* With more consumers than ports it refuses. */
static int attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	int i = churn_take(states, ARRAY_SIZE(states));

	WRITE_ONCE(attached, true);
	if (i < 0)
		return i;
	peer->priv = &ports[i];
	/* For a reused port a thread may have the key of the old link or of this one. */
	WRITE_ONCE(ports[i].peer, peer);
	return 0;
}

static void ready(const struct broker_provider *provider, struct broker_peer *peer)
{
	call_back(peer->priv, 1);
}

static void leaving(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct churn_port *port = peer->priv;

	churn_check(&states[port - ports]);
}

static void detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct churn_port *port = peer->priv;

	churn_check(&states[port - ports]);
	atomic_set(&states[port - ports], CHURN_FREE);
}

#ifndef CHURN_PRIORITY
#define CHURN_PRIORITY	0
#endif

DEFINE_BROKER_PROVIDER(provider, churn_two_way, &table, .priority = CHURN_PRIORITY,
		       .attach = attach, .ready = ready, .leaving = leaving, .detach = detach);

static void tick(struct timer_list *timer)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(ports); i++)
		call_back(&ports[i], 2);
	mod_timer(timer, jiffies + 1);
}

static DEFINE_TIMER(timer, tick);

static void nap_inside(struct churn_port *port)
{
	struct broker_peer *peer = READ_ONCE(port->peer);

	if (!peer || !broker_enter_peer(peer, port))
		return;
	broker_callbacks(peer, churn_two_way)->nap(broker_user(peer));
	broker_exit_peer(peer);
}

static int call(void *unused)
{
	int i;

	while (!kthread_should_stop()) {
		for (i = 0; i < ARRAY_SIZE(ports); i++)
			nap_inside(&ports[i]);
		usleep_range(1000, 2000);
	}
	return 0;
}

static void events_stop(void)
{
	timer_delete_sync(&timer);
	kthread_stop(caller);
}

static int __init churn_init(void)
{
	int ret;

	caller = kthread_run(call, NULL, KBUILD_MODNAME);
	if (IS_ERR(caller))
		return PTR_ERR(caller);
	mod_timer(&timer, jiffies + 1);
	ret = broker_provider_register(&provider);
	if (CHURN_FAILS) {
		msleep(20);
		/* No consumer may have been attached by then. */
		ret = ret ?: READ_ONCE(attached) ? -EINVAL : -EIO;
	}
	if (ret)
		events_stop();
	return ret;
}
module_init(churn_init);

/* Events continue while it is unregistered. */
static void __exit churn_exit(void)
{
	if (!CHURN_FORGETS)
		broker_provider_unregister(&provider);
	events_stop();
}
module_exit(churn_exit);

#endif
