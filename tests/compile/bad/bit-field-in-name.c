// SPDX-License-Identifier: GPL-2.0-only
/* refused: "flags" */
/* at most 369 lines by gcc, 122 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(0, u32, flags : 32)
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
