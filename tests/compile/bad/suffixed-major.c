// SPDX-License-Identifier: GPL-2.0-only
/* refused: "interface acme_ring: major is not a plain number from 0 to 9999" */
/* at most 10 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, atomic, bool, idle, (u32 id))
BROKER_INTERFACE(acme_ring, 2u, ACME_RING_OPS);
