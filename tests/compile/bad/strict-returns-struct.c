// SPDX-License-Identifier: GPL-2.0-only
/* refused: "callback 'range': returns 'struct acme_range'" */
/* at most 40 lines by gcc, 23 lines by clang */
#define BROKER_STRICT
#include <linux/broker/interface.h>

struct acme_range { u64 from, to; };

#define ACME_RING_OPS(OP)
#define ACME_RING_CALLBACKS(CALLBACK)					\
	CALLBACK(0, sleep, struct acme_range, range, (u32 id))
BROKER_INTERFACE_TWO_WAY(acme_ring, 1, ACME_RING_OPS, ACME_RING_CALLBACKS);
