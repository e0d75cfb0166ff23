// SPDX-License-Identifier: GPL-2.0-only
/* refused: "field 'data': an array without a size cannot be shared" */
/* at most 18 lines by gcc, 16 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(0, u8, data, [0])
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
