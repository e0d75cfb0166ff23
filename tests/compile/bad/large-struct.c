// SPDX-License-Identifier: GPL-2.0-only
/* refused: "struct acme_desc is too large" */
/* at most 12 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u8, data, [10000])
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
