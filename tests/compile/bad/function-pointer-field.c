// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "'done'" */
/* refused by clang: "pasting formed '__('" */
/* at most 523 lines by gcc, 152 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u64, length)						\
	FIELD(0, void, (*done), (u32 id))
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
