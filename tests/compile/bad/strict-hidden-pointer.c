// SPDX-License-Identifier: GPL-2.0-only
/* refused: "operation 'wait': takes 'acme_done_t done'" */
/* at most 61 lines by gcc, 23 lines by clang */
#define BROKER_STRICT
#include <linux/broker/interface.h>

typedef void (*acme_done_t)(void *data, u32 event);

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, wait, (acme_done_t done, void *data))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
