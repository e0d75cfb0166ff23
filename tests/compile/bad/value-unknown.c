// SPDX-License-Identifier: GPL-2.0-only
/* refused: "'ACME_LIMIT'" */
/* at most 33 lines by gcc, 23 lines by clang */
#include <linux/broker/interface.h>

#define ACME_LIMITS(CONSTANT)						\
	CONSTANT(0, ACME_LIMIT)
BROKER_CONSTANTS(acme_limits, ACME_LIMITS);
