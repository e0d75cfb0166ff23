// SPDX-License-Identifier: GPL-2.0-only
/* The growing struct has grown, as it may. */
#define SHAPE_STYLE_FIELDS(FIELD)					\
	FIELD(0, u32, colour)						\
	FIELD(0, u64, pattern)						\
	FIELD(1, u64, gradient)
#include "provider.h"
