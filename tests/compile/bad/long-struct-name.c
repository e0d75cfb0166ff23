// SPDX-License-Identifier: GPL-2.0-only
/* refused: "name is longer than 40" */
/* at most 14 lines by gcc, 13 lines by clang */
#include <linux/broker/interface.h>

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)
BROKER_STRUCT(a_name_of_forty_one_characters_is_too_long, ACME_DESC_FIELDS);
