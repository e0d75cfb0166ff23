// SPDX-License-Identifier: GPL-2.0-only
/* refused: "field 'length': has another type" */
/* at most 42 lines by gcc, 23 lines by clang */
#include <linux/broker/interface.h>

struct acme_desc {
	u8 kind;
	u32 length;
	u32 fast : 3;
};

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u8, kind)						\
	FIELD(0, s32, length)
BROKER_DESCRIBE(acme_desc, ACME_DESC_FIELDS);
