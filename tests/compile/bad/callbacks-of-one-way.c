// SPDX-License-Identifier: GPL-2.0-only
/* refused: "acme_ring does not call back: use DEFINE_BROKER_CONSUMER()" */
/* at most 30 lines by gcc, 25 lines by clang */
#include <linux/broker/consumer.h>

#include "../nic.h"
#include "../ring.h"

static const struct acme_nic_callbacks callbacks;

DEFINE_BROKER_CONSUMER_TWO_WAY(consumer, acme_ring, 0, &callbacks);
module_broker_consumer(consumer);
