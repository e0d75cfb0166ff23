// SPDX-License-Identifier: GPL-2.0-only
/* refused: "struct acme_desc has no fields" */
/* at most 12 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)
BROKER_STRUCT(acme_desc, ACME_DESC_FIELDS);
