// SPDX-License-Identifier: GPL-2.0-only
/* refused: "'interrupt'" */
/* at most 66 lines by gcc, 5 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, interrupt, bool, idle, (u32 id))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
