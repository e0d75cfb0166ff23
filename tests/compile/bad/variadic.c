// SPDX-License-Identifier: GPL-2.0-only
/* refused: "before '...'" */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, open, (u32 id))				\
	OP(0, sleep, void, report, (const char *fmt, ...))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
