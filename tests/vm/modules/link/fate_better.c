// SPDX-License-Identifier: GPL-2.0-only
/* The provider that takes over. */
#define FATE_PRIORITY 1
#include "fate_provider.h"
