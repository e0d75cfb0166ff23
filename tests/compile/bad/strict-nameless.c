// SPDX-License-Identifier: GPL-2.0-only
/* refused: "field 'in': is a nameless struct or union" */
/* at most 22 lines by gcc, 19 lines by clang */
#define BROKER_STRICT
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(0, struct { u8 a; u8 b; u16 c; }, in)
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
