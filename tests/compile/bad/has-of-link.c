// SPDX-License-Identifier: GPL-2.0-only
/* refused: "idle" */
#include <linux/broker/consumer.h>

#include "../ring.h"

static bool __maybe_unused has(struct broker_link *link)
{
	return broker_has(link, idle);
}
