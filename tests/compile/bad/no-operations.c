// SPDX-License-Identifier: GPL-2.0-only
/* refused: "interface acme_ring: has no operations" */
/* at most 10 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);
