// SPDX-License-Identifier: GPL-2.0-only
/* refused: "acme_nic calls back: use DEFINE_BROKER_CONSUMER_TWO_WAY()" */
/* at most 17 lines by gcc, 13 lines by clang */
#include <linux/broker/consumer.h>

#include "../nic.h"

DEFINE_BROKER_CONSUMER(consumer, acme_nic, 0);
module_broker_consumer(consumer);
