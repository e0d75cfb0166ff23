// SPDX-License-Identifier: GPL-2.0-only
#define PEER_BASE	0x20000000
#include "client.h"
