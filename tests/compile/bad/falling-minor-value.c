// SPDX-License-Identifier: GPL-2.0-only
/* refused: "value 'ACME_SLOW': older than the one before it" */
/* at most 19 lines by gcc, 16 lines by clang */
#include <linux/broker/interface.h>

#define ACME_MODE_VALUES(VALUE)						\
	VALUE(0, ACME_OFF)						\
	VALUE(1, ACME_FAST)						\
	VALUE(0, ACME_SLOW, = 7)
BROKER_ENUM(acme_mode, ACME_MODE_VALUES);
