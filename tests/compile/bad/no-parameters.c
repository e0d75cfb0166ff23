// SPDX-License-Identifier: GPL-2.0-only
/* refused: "operation 'idle': an empty list of parameters is written (void)" */
/* at most 24 lines by gcc, 22 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, atomic, bool, idle, ())
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
