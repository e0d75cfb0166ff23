// SPDX-License-Identifier: GPL-2.0-only
/* A provider of minor 1, with a higher priority than the other. */
#define FIRST_PRIORITY	10
#define FIRST_NEWER
#include "provider.h"
