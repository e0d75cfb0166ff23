// SPDX-License-Identifier: GPL-2.0-only
/* Serves modules with a valid signature. */
#define SHAPE_POLICY .flags = BROKER_SIGNED_CONSUMERS
#include "provider.h"
