// SPDX-License-Identifier: GPL-2.0-only
/* refused by gcc: "'_Generic' selector of type 'const struct acme_nic_ops *'" */
/* refused by clang: "type 'const struct acme_nic_ops *' not compatible" */
/* at most 14 lines by gcc, 13 lines by clang */
#include <linux/broker/consumer.h>

#include "../nic.h"

static const struct acme_nic_ops callbacks;

DEFINE_BROKER_CONSUMER_TWO_WAY(consumer, acme_nic, 0, &callbacks);
module_broker_consumer(consumer);
