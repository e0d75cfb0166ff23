// SPDX-License-Identifier: GPL-2.0-only
/* refused: "fallback of ring_open has another prototype than open" */
/* at most 30 lines by gcc, 22 lines by clang */
#include <linux/broker/consumer.h>
#include <linux/broker/direct.h>

#include "../ring.h"

static int no_open(u64 id, struct acme_ring **ring)
{
	return -ENODEV;
}

DEFINE_BROKER_DIRECT(ring_open, acme_ring, open, no_open);
