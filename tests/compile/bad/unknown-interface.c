// SPDX-License-Identifier: GPL-2.0-only
/* refused: "acme_rnig" */
/* at most 48 lines by gcc, 169 lines by clang */
#include <linux/broker/provider.h>

#include "../ring.h"

static const struct acme_ring_ops ring;

DEFINE_BROKER_PROVIDER(provider, acme_rnig, &ring);
