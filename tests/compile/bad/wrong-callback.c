// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "initialization of 'void (*)(void *, u64,  int)'" */
/* refused by clang: "initializing 'void (*)(void *, u64, int)'" */
/* at most 5 lines by gcc, 4 lines by clang */
#include <linux/broker/consumer.h>

#include "../nic.h"

static void nic_done(void *user, int status, u64 cookie)
{
}

static const struct acme_nic_callbacks __maybe_unused callbacks = {
	.done = nic_done,
};
