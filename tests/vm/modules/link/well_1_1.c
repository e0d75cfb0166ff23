// SPDX-License-Identifier: GPL-2.0-only
/* A newer provider, with an optional operation that it leaves out. */
#define WELL_MORE(OP)							\
	OP(1, atomic | optional, int, depth, (const struct bucket *bucket))
#include "provider.h"
