// SPDX-License-Identifier: GPL-2.0-only
/* refused: "field 'address': has a hole before it" */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u64, address)
BROKER_GROWING_STRUCT(acme_desc, ACME_DESC_FIELDS);
