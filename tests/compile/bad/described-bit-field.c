// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "'typeof' applied to a bit-field" */
/* refused by clang: "cannot compute offset of bit-field 'fast'" */
/* at most 945 lines by gcc, 413 lines by clang */
#include <linux/broker/interface.h>

struct acme_desc {
	u8 kind;
	u32 length;
	u32 fast : 3;
};

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u8, kind)						\
	FIELD(0, u32, fast)
BROKER_DESCRIBE(acme_desc, ACME_DESC_FIELDS);
