// SPDX-License-Identifier: GPL-2.0-only
/* refused: "field 'cookie': older than the one before it" */
/* at most 18 lines by gcc, 16 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(1, u64, address)						\
	FIELD(0, u64, cookie)
BROKER_GROWING_STRUCT(acme_desc, ACME_DESC_FIELDS);
