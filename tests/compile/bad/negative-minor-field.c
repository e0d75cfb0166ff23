// SPDX-License-Identifier: GPL-2.0-only
/* refused: "field 'length': minor is not a plain number from 0 to 9999" */
/* at most 33 lines by gcc, 25 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(-1, u32, length)
BROKER_GROWING_STRUCT(acme_desc, ACME_DESC_FIELDS);
