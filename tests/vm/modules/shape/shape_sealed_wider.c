// SPDX-License-Identifier: GPL-2.0-only
/* A field of the sealed struct is wider. */
#define SHAPE_POINT_FIELDS(FIELD)					\
	FIELD(0, u64, x)						\
	FIELD(0, u64, y)
#include "provider.h"
