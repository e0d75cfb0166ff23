// SPDX-License-Identifier: GPL-2.0-only
/* refused: "struct acme_ring_ops" */
/* at most 11 lines by gcc, 10 lines by clang */
#include <linux/broker/provider.h>

#include "../ring.h"

static const struct acme_ring_ops ring;

DEFINE_BROKER_PROVIDER(provider, acme_ring, ring);
