// SPDX-License-Identifier: GPL-2.0-only
/* refused: "is not at the place that its row has in the list" */
/* A table of operations without the attribute that keeps their order. */
#include <linux/broker/interface.h>

#undef __no_randomize_layout
#define __no_randomize_layout

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, open, (u32 id))				\
	OP(0, sleep, void, close, (u32 id))				\
	OP(0, sleep, int, push, (u32 id))				\
	OP(0, sleep, int, pull, (u32 id))				\
	OP(0, sleep, int, peek, (u32 id))				\
	OP(0, sleep, int, size, (u32 id))				\
	OP(0, sleep, int, head, (u32 id))				\
	OP(0, sleep, int, tail, (u32 id))				\
	OP(0, sleep, int, lock, (u32 id))				\
	OP(0, sleep, int, free, (u32 id))				\
	OP(1, sleep, int, move, (u32 id))				\
	OP(2, sleep, int, area, (u32 id))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
