// SPDX-License-Identifier: GPL-2.0-only
/* refused: "operation 'move': takes 'struct acme_range by'" */
/* at most 64 lines by gcc, 23 lines by clang */
#define BROKER_STRICT
#include <linux/broker/interface.h>

struct acme_range { u64 from, to; };

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, move, (u32 id, struct acme_range by, ...))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
