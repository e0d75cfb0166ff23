// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "'struct acme_desc' has no member named 'extent'" */
/* refused by clang: "no member named 'extent' in 'struct acme_desc'" */
/* at most 945 lines by gcc, 375 lines by clang */
#include <linux/broker/interface.h>

struct acme_desc {
	u8 kind;
	u32 length;
	u32 fast : 3;
};

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, extent)
BROKER_DESCRIBE(acme_desc, ACME_DESC_FIELDS);
