// SPDX-License-Identifier: GPL-2.0-only
#include <linux/broker/consumer.h>
#include <linux/broker/direct.h>

#include "../ring.h"

static int no_open(u32 id, struct acme_ring **ring)
{
	return -ENODEV;
}

DEFINE_BROKER_DIRECT(ring_open, acme_ring, open, no_open);

static int __maybe_unused use(const struct acme_ring_ops *ring, struct acme_ring **opened)
{
	int ret;

	ring_open_bind(ring);
	ret = static_call(ring_open)(1, opened);
	ring_open_unbind();
	return ret;
}
