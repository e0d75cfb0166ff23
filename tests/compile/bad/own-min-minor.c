// SPDX-License-Identifier: GPL-2.0-only
/* refused: "'min_minor'" */
/* at most 67 lines by gcc, 22 lines by clang */
#include <linux/broker/consumer.h>

#include "../ring.h"

DEFINE_BROKER_CONSUMER(consumer, acme_ring, 0, .min_minor = 1);
