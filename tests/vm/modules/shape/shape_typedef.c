// SPDX-License-Identifier: GPL-2.0-only
/* The same text, another type behind the typedef. */
#define SHAPE_ID u64
#include "provider.h"
