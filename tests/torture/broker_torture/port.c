// SPDX-License-Identifier: GPL-2.0-only
/*
 * The providers' end of two-way links. Each link has a port, which is passed to all
 * hooks of both sides, and is found by threads that call back.
 */
#include <linux/delay.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>

#include "torture.h"

#define PORT_OPEN	0x0be90b1e
#define PORT_CLOSED	0xc105eb0b

LIST_HEAD(torture_ports);
static DEFINE_SPINLOCK(lock);
/* A thread that calls back may sleep between finding a port and entering. */
DEFINE_SRCU(torture_ports_srcu);

/*
 * Each hook is called at most once, after its predecessors, and alone. No module here forgets to
 * unregister, so no hook is left out when a link ends.
 */
void torture_stage_begin(struct torture_port *port, enum torture_stage stage)
{
	enum torture_stage before = READ_ONCE(port->stage);

	if (READ_ONCE(port->magic) != PORT_OPEN)
		torture_failed(FAILED_CLOSED);
	if (atomic_inc_return(&port->hooks) != 1)
		torture_failed(FAILED_OVERLAP);
	if (!torture_provider_lives(port->provider))
		torture_failed(FAILED_POISONED);
	if (before >= stage ||
	    (stage == STAGE_PROVIDER_LEAVING && before != STAGE_STOP) ||
	    (stage == STAGE_DETACH && before != STAGE_PROVIDER_LEAVING) ||
	    (stage == STAGE_PROVIDER_DETACH && before > STAGE_ATTACH && before != STAGE_DETACH))
		torture_failed(FAILED_ORDER);
	WRITE_ONCE(port->stage, stage);
}

void torture_stage_end(struct torture_port *port)
{
	atomic_dec(&port->hooks);
}

static void check(const struct torture_provider *provider, const struct torture_port *port)
{
	if (!torture_provider_lives(provider))
		torture_failed(FAILED_POISONED);
	else if (READ_ONCE(port->magic) != PORT_OPEN)
		torture_failed(FAILED_CLOSED);
	else if (READ_ONCE(port->stage) >= STAGE_STOP)
		torture_failed(FAILED_STOPPED);
	else if (port->provider != provider)
		torture_failed(FAILED_FOREIGN);
	else if (port->generation != READ_ONCE(provider->generation))
		torture_failed(FAILED_STALE);
}

void torture_port_ring(struct torture_provider *provider, struct torture_port *port, u32 depth)
{
	check(provider, port);
	if (depth)
		torture_call_back(port, depth - 1, 0);
	atomic_inc(&port->asked);
	check(provider, port);
}

static struct torture_provider *provider_of(const struct broker_provider *desc)
{
	int i;

	for (i = 0; i < PAIR_PROVIDERS; i++)
		if (pair_providers[i].desc == desc)
			return &pair_providers[i];
	return crowd_providers[0].desc == desc ? &crowd_providers[0] : &crowd_providers[1];
}

bool torture_is_of_pair(const struct torture_port *port)
{
	return port->provider >= pair_providers && port->provider < pair_providers + PAIR_PROVIDERS;
}

/* No callback may begin: it is too early, or too late. */
static void expect_silence(struct torture_port *port)
{
	if (!broker_enter_peer(port->peer, port))
		return;
	torture_failed(FAILED_BACK_CLOSED);
	broker_exit_peer(port->peer);
}

int torture_port_attach(const struct broker_provider *desc, struct broker_peer *peer)
{
	struct torture_provider *provider = provider_of(desc);
	struct torture_port *port = kzalloc(sizeof(*port), GFP_KERNEL);

	if (!port)
		return -ENOMEM;
	port->magic = PORT_OPEN;
	port->peer = peer;
	port->provider = provider;
	port->generation = READ_ONCE(provider->generation);
	if (torture_is_of_pair(port) && one_in(32)) {
		torture_count(COUNT_REFUSED_ATTACHES);
		kfree(port);
		return one_in(2) ? -ENODEV : -EIO;
	}
	torture_stage_begin(port, STAGE_PROVIDER_ATTACH);
	if (torture_is_of_pair(port) && one_in(4))
		msleep(get_random_u32() % 50);
	peer->priv = port;
	atomic_inc(&provider->open);
	spin_lock(&lock);
	list_add_tail_rcu(&port->node, &torture_ports);
	spin_unlock(&lock);
	expect_silence(port);
	torture_count(COUNT_PORTS);
	torture_stage_end(port);
	return 0;
}

void torture_port_ready(const struct broker_provider *desc, struct broker_peer *peer)
{
	struct torture_port *port = peer->priv;

	torture_stage_begin(port, STAGE_PROVIDER_READY);
	torture_call_back(port, 1, 0);
	torture_stage_end(port);
}

void torture_port_leaving(const struct broker_provider *desc, struct broker_peer *peer)
{
	struct torture_port *port = peer->priv;

	torture_stage_begin(port, STAGE_PROVIDER_LEAVING);
	expect_silence(port);
	torture_stage_end(port);
}

static void keep(struct rcu_head *rcu)
{
	torture_keep(container_of(rcu, struct torture_port, rcu));
}

void torture_port_detach(const struct broker_provider *desc, struct broker_peer *peer)
{
	struct torture_port *port = peer->priv;

	torture_stage_begin(port, STAGE_PROVIDER_DETACH);
	expect_silence(port);
	spin_lock(&lock);
	list_del_rcu(&port->node);
	spin_unlock(&lock);
	WRITE_ONCE(port->magic, PORT_CLOSED);
	atomic_dec(&port->provider->open);
	torture_count(COUNT_RELEASES);
	torture_stage_end(port);
	call_srcu(&torture_ports_srcu, &port->rcu, keep);
}
