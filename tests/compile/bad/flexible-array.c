// SPDX-License-Identifier: GPL-2.0-only
/* refused: "'u8[]'" */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(0, u8, data, [])
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
