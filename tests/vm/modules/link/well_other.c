// SPDX-License-Identifier: GPL-2.0-only
/* One that the consumers do not agree with. */
#define WELL_DRAW(OP)							\
	OP(0, sleep, int, draw, (struct bucket *bucket))
#include "provider.h"
