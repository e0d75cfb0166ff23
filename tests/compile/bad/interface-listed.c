// SPDX-License-Identifier: GPL-2.0-only
/* refused: "acme_lamp__declared_for_the_broker" */
/* at most 20 lines by gcc, 10 lines by clang */
#include <linux/broker/interface.h>

#include "../ring.h"

#define ACME_SIGN_OPS(OP)						\
	OP(0, sleep, int, add, (const struct acme_lamp_ops *lamp))
BROKER_INTERFACE(acme_sign, 1, ACME_SIGN_OPS, acme_lamp);
