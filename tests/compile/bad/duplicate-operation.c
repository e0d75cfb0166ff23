// SPDX-License-Identifier: GPL-2.0-only
/* refused: "duplicate member 'idle'" */
/* at most 187 lines by gcc, 131 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, idle, (u32 id))				\
	OP(0, atomic, bool, idle, (u32 id))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
