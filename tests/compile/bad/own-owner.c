// SPDX-License-Identifier: GPL-2.0-only
/* refused: "'owner'" */
/* at most 75 lines by gcc, 26 lines by clang */
#include <linux/broker/provider.h>

#include "../ring.h"

static const struct acme_ring_ops ring;
DEFINE_BROKER_PROVIDER(provider, acme_ring, &ring, .owner = NULL);
