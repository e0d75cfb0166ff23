// SPDX-License-Identifier: GPL-2.0-only
/* A provider of minor 0. */
#define FIRST_PRIORITY	0
#include "provider.h"
