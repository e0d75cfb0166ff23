// SPDX-License-Identifier: GPL-2.0-only
/* The provider that is unloaded. */
#define FATE_PRIORITY 0
#include "fate_provider.h"
