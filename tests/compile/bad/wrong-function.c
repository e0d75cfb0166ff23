// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "initialization of 'int (*)(u32,  struct acme_ring **)'" */
/* refused by clang: "initializing 'int (*)(u32, struct acme_ring **)'" */
/* at most 5 lines by gcc, 4 lines by clang */
#include <linux/broker/provider.h>

#include "../ring.h"

static int ring_open(u64 id, struct acme_ring **ring)
{
	return 0;
}

static const struct acme_ring_ops ring = {
	.open = ring_open,
};

DEFINE_BROKER_PROVIDER(provider, acme_ring, &ring);
