// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "ACME_RING_MAJOR" */
/* refused by clang: "invalid digit 'A' in decimal constant" */
/* at most 26 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_MAJOR		1

#define ACME_RING_OPS(OP)						\
	OP(0, atomic, bool, idle, (u32 id))
BROKER_INTERFACE(acme_ring, ACME_RING_MAJOR, ACME_RING_OPS);
