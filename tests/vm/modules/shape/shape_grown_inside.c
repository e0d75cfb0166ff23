// SPDX-License-Identifier: GPL-2.0-only
/* The growing struct has changed where it must not. */
#define SHAPE_STYLE_FIELDS(FIELD)					\
	FIELD(0, u32, alpha)						\
	FIELD(0, u64, pattern)
#include "provider.h"
