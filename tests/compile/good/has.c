// SPDX-License-Identifier: GPL-2.0-only
/* The test before a call, through both kinds of table and a writable one. */
#include <linux/broker/consumer.h>

#include "../ring.h"

DEFINE_BROKER_CONSUMER(revocable, acme_ring, 0);

static const struct acme_ring_ops *pinned;
static struct acme_ring_ops fallback;

static bool __maybe_unused is_idle(const struct acme_ring *ring)
{
	struct broker_link *link = broker_enter(&revocable);
	bool idle = false;

	if (!link)
		return broker_has(pinned, idle) && pinned->idle(ring);
	if (broker_has(broker_ops(link, acme_ring), idle) || !broker_has(&fallback, idle))
		idle = broker_ops(link, acme_ring)->idle(link->priv);
	broker_exit(link);
	return idle;
}
