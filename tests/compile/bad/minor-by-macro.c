// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "ACME_RING_SECOND" */
/* refused by clang: "invalid digit 'A' in decimal constant" */
/* at most 51 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_SECOND	1

#define ACME_RING_OPS(OP)						\
	OP(ACME_RING_SECOND, atomic, bool, idle, (u32 id))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
