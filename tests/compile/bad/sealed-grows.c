// SPDX-License-Identifier: GPL-2.0-only
/* refused: "struct acme_desc is sealed, it cannot grow" */
/* at most 7 lines by gcc, 7 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(1, u32, flags)
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
