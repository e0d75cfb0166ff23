// SPDX-License-Identifier: GPL-2.0-only
/*
 * emits:
 * broker_interface=acme_lamp 1
 * broker_op=0 sleep: int light(u32 id)
 * broker_abi=ij
 * broker_interface=acme_ring 1
 * broker_op=0 sleep: int open(u32 id, struct acme_ring **ring)
 * broker_op=0 sleep: void close(struct acme_ring *ring)
 * broker_op=1 atomic | optional: bool idle(const struct acme_ring *ring)
 * broker_abi=ijo vo bo
 * broker_requires=acme_lamp 0001.0000 pinned .flags =      1
 * broker_requires=acme_ring 0001.0001 pinned .flags =      0
 * broker_requires=acme_ring 0001.0000 revocable .flags =      2
 * broker_structs=acme_lamp 1
 * broker_structs=acme_ring 1
 */
#include <linux/broker/consumer.h>

#include "../ring.h"

static bool never_idle(const struct acme_ring *ring)
{
	return false;
}

static const struct acme_ring_ops fallback = {
	.idle = never_idle,
};

static const struct acme_ring_ops *ring;

static int arrived(struct broker_consumer *consumer, struct broker_link *link)
{
	return 0;
}

#define WHEN_IT_COMES	.attach = arrived, .flags = BROKER_MOVABLE
DEFINE_BROKER_CONSUMER(revocable, acme_ring, 0, WHEN_IT_COMES);

static int __init consumer_init(void)
{
	struct broker_handle *rings, *lamps;
	const struct acme_lamp_ops *lamp;
	int ret;

	ret = broker_consumer_register(&revocable);
	if (ret)
		return ret;
	rings = broker_get(acme_ring, 1, &ring, .fallback = broker_table(acme_ring, &fallback));
	if (IS_ERR(rings))
		return PTR_ERR(rings);
	lamps = broker_get(acme_lamp, 0, &lamp, .flags = BROKER_AUTOLOAD);
	ret = PTR_ERR_OR_ZERO(lamps);
	if (!ret) {
		ret = lamp->light(1);
		broker_put(lamps);
	}
	broker_put(rings);
	return ret;
}
module_init(consumer_init);
