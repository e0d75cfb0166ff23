// SPDX-License-Identifier: GPL-2.0-only
/* refused: "acme_desc is sealed, it cannot grow" */
/* at most 11 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

struct acme_desc {
	u8 kind;
	u32 length;
	u32 fast : 3;
};

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u8, kind)						\
	FIELD(1, u32, length)
BROKER_DESCRIBE(acme_desc, ACME_DESC_FIELDS);
