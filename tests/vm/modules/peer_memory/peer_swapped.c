// SPDX-License-Identifier: GPL-2.0-only
/* A client whose header has the parameters of acquire() in another order. */
#include "swapped.h"
#define PEER_BASE	0x30000000
#include "client.h"
