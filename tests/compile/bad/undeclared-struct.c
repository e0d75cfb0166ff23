// SPDX-License-Identifier: GPL-2.0-only
/* refused: "acme_desc__declared_for_the_broker" */
/* at most 20 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

struct acme_desc;

#define ACME_RING_OPS(OP)						\
	OP(0, atomic, int, submit, (const struct acme_desc *desc))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS, acme_desc);
