// SPDX-License-Identifier: GPL-2.0-only
/* refused: "more_than_twelve_parameters_or_structs" */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, open, (int a, int b, int c, int d, int e, int f, int g, \
				 int h, int i, int j, int k, int l, int m))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
