// SPDX-License-Identifier: GPL-2.0-only
/* refused: "operation 'idle': context is sleep or atomic" */
/* at most 24 lines by gcc, 22 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, sleep | atomic, bool, idle, (u32 id))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
