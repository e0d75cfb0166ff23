// SPDX-License-Identifier: GPL-2.0-only
/* The same text, with another type behind the typedef. */
#define SHAPE_ID u64
#include "provider.h"
