// SPDX-License-Identifier: GPL-2.0-only
/* refused: "submit" */
/* at most 9 lines by gcc, 7 lines by clang */
#include <linux/broker/consumer.h>

#include "../ring.h"

static const struct acme_ring_ops *ring;

static bool __maybe_unused has(void)
{
	return broker_has(ring, submit);
}
