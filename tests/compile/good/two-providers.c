// SPDX-License-Identifier: GPL-2.0-only
/*
 * The headers of release 1.0 emit the same contracts.
 *
 * emits:
 * alias=broker:acme_ring-1
 * broker_interface=acme_ring 1
 * broker_op=0 sleep: int open(u32 id, struct acme_ring **ring)
 * broker_op=0 sleep: void close(struct acme_ring *ring)
 * broker_op=1 atomic | optional: bool idle(const struct acme_ring *ring)
 * broker_abi=ijo vo bo
 * broker_provides=acme_ring 0001 .consumers = 0, .priority =      0, .flags =      0, .attach = 0, .min_minor =      0
 * broker_provides=acme_ring 0001 .consumers = 0, .priority =     10, .flags =      0, .attach = 0, .min_minor =      0
 * broker_structs=acme_ring 1
 */
#include <linux/broker/provider.h>

#include "../ring.h"

static int ring_open(u32 id, struct acme_ring **ring)
{
	return 0;
}

static void ring_close(struct acme_ring *ring)
{
}

static const struct acme_ring_ops slow = {
	.open = ring_open,
	.close = ring_close,
};

DEFINE_BROKER_PROVIDER(slow_provider, acme_ring, &slow);

static struct acme_ring_ops fast = {
	.open = ring_open,
	.close = ring_close,
};

DEFINE_BROKER_PROVIDER(fast_provider, acme_ring, &fast, .priority = 10);

static int __init two_init(void)
{
	int ret = broker_provider_register(&slow_provider);

	return ret ?: broker_provider_register(&fast_provider);
}
module_init(two_init);
