// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "attempt to take address of bit-field structure member 'flags'" */
/* refused by clang: "cannot compute offset of bit-field 'flags'" */
/* at most 18 lines by gcc, 20 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(0, u32, flags, : 32)
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
