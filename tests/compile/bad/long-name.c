// SPDX-License-Identifier: GPL-2.0-only
/* refused: "name is longer than 40" */
/* at most 10 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#define ACME_RING_OPS(OP)						\
	OP(0, atomic, bool, idle, (u32 id))
BROKER_INTERFACE(a_name_of_forty_one_characters_is_too_long, 1, ACME_RING_OPS);
