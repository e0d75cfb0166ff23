// SPDX-License-Identifier: GPL-2.0-only
/* A provider that the consumers do not agree with. */
#define WELL_DRAW(OP)							\
	OP(0, sleep, int, draw, (struct bucket *bucket))
#include "provider.h"
