// SPDX-License-Identifier: GPL-2.0-only
/* refused: "incompatible pointer type" */
/* at most 34 lines by gcc, 16 lines by clang */
#include <linux/broker/consumer.h>

#include "../ring.h"

static const struct acme_lamp_ops lamp;

DEFINE_BROKER_CONSUMER(ring_user, acme_ring, 0, .fallback = &lamp);
