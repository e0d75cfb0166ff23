// SPDX-License-Identifier: GPL-2.0-only
/* The one that goes. */
#define FATE_PRIORITY 0
#include "fate_provider.h"
