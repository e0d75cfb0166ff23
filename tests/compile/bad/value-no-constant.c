// SPDX-License-Identifier: GPL-2.0-only
/* refused: "value 'acme_limit': is not a constant" */
/* at most 18 lines by gcc, 16 lines by clang */
#include <linux/broker/interface.h>

extern int acme_limit;

#define ACME_LIMITS(CONSTANT)						\
	CONSTANT(0, acme_limit)
BROKER_CONSTANTS(acme_limits, ACME_LIMITS);
