// SPDX-License-Identifier: GPL-2.0-only
/* refused: "struct acme_desc has a hole at its end" */
/* at most 12 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u64, address)						\
	FIELD(0, u32, length)
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
