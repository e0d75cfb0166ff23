// SPDX-License-Identifier: GPL-2.0-only
/* refused: "duplicate member 'length'" */
/* at most 189 lines by gcc, 148 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(0, u32, length)
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
