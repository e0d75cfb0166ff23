// SPDX-License-Identifier: GPL-2.0-only
/* emits nothing: a file that only includes a header claims no interface */
#include "../ring.h"

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);

#define ACME_DISK_OPS(OP)						\
	OP(0, sleep, int, submit, (const struct acme_desc *desc))
BROKER_INTERFACE(acme_disk, 1, ACME_DISK_OPS, acme_desc);
