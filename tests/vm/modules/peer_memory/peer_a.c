// SPDX-License-Identifier: GPL-2.0-only
#define PEER_BASE	0x10000000
#include "client.h"
