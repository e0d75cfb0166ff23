// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "passing argument 1 of '__broker_peer_ops' from incompatible pointer type" */
/* refused by clang: "passing 'struct broker_link *' to parameter of type 'const struct broker_peer *'" */
/* at most 15 lines by gcc, 10 lines by clang */
#include <linux/broker/consumer.h>

#include "../nic.h"

static void __maybe_unused done(struct broker_link *link)
{
	broker_callbacks(link, acme_nic)->done(NULL, 1, 0);
}
