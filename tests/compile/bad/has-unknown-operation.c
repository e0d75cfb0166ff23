// SPDX-License-Identifier: GPL-2.0-only
/* refused: "submit" */
#include <linux/broker/consumer.h>

#include "../ring.h"

static const struct acme_ring_ops *ring;

static bool __maybe_unused has(void)
{
	return broker_has(ring, submit);
}
