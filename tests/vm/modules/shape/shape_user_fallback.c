// SPDX-License-Identifier: GPL-2.0-only
/* Was compiled with 1.1, has a fallback for the operation that 1.0 lacks. */
#define SHAPE_HAS_AREA
#define SHAPE_MORE(OP)							\
	OP(1, atomic | optional, int, area, (const struct shape *shape))
#include "shape.h"

static int own_area(const struct shape *shape)
{
	return 7;
}

static const struct shape_ops own = {
	.area = own_area,
};

#define SHAPE_REQUEST .fallback = broker_table(shape, &own)
#include "consumer.h"
