// SPDX-License-Identifier: GPL-2.0-only
/* refused: "'owner'" */
/* at most 82 lines by gcc, 22 lines by clang */
#include <linux/broker/provider.h>

#include "../ring.h"

static const struct acme_ring_ops ring;
DEFINE_BROKER_PROVIDER(provider, acme_ring, &ring, .owner = NULL);
