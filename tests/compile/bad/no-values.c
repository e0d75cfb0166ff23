// SPDX-License-Identifier: GPL-2.0-only
/* refused: "enum acme_mode has no values" */
/* at most 19 lines by gcc, 16 lines by clang */
#include <linux/broker/interface.h>

#define ACME_MODE_VALUES(VALUE)
BROKER_ENUM(acme_mode, ACME_MODE_VALUES);
