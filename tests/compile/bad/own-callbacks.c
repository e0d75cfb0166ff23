// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "has no member named 'callbacks'" */
/* refused by clang: "field designator 'callbacks' does not refer to any field" */
/* at most 51 lines by gcc, 59 lines by clang */
#include <linux/broker/consumer.h>

#include "../nic.h"

static const struct acme_nic_callbacks callbacks;

DEFINE_BROKER_CONSUMER_TWO_WAY(consumer, acme_nic, 0, &callbacks, .callbacks = NULL);
module_broker_consumer(consumer);
