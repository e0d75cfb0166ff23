// SPDX-License-Identifier: GPL-2.0-only
/* refused: "operation 'open': has more than 64 parameters" */
/* at most 24 lines by gcc, 22 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, open, (					\
		int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, \
		int b1, int b2, int b3, int b4, int b5, int b6, int b7, int b8, \
		int c1, int c2, int c3, int c4, int c5, int c6, int c7, int c8, \
		int d1, int d2, int d3, int d4, int d5, int d6, int d7, int d8, \
		int e1, int e2, int e3, int e4, int e5, int e6, int e7, int e8, \
		int f1, int f2, int f3, int f4, int f5, int f6, int f7, int f8, \
		int g1, int g2, int g3, int g4, int g5, int g6, int g7, int g8, \
		int h1, int h2, int h3, int h4, int h5, int h6, int h7, int h8, int i1))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
