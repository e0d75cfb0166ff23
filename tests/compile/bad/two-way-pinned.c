// SPDX-License-Identifier: GPL-2.0-only
/* refused: "acme_nic calls back: it cannot be pinned, use DEFINE_BROKER_CONSUMER_TWO_WAY()" */
/* at most 18 lines by gcc, 13 lines by clang */
#include <linux/broker/consumer.h>

#include "../nic.h"

static struct broker_handle *__maybe_unused get(const struct acme_nic_ops **nic)
{
	return broker_get(acme_nic, 0, nic);
}
