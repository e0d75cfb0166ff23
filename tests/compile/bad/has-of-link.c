// SPDX-License-Identifier: GPL-2.0-only
/* refused: "idle" */
/* at most 9 lines by gcc, 7 lines by clang */
#include <linux/broker/consumer.h>

#include "../ring.h"

static bool __maybe_unused has(struct broker_link *link)
{
	return broker_has(link, idle);
}
