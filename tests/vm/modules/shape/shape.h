/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An interface in many versions. A file that is to differ defines its row
 * or list before it includes this; everything else is as in 1.0.
 */
#ifndef _SHAPE_H
#define _SHAPE_H

#include <linux/broker/interface.h>

struct shape;

#ifndef SHAPE_ID
#define SHAPE_ID u32
#endif
typedef SHAPE_ID shape_id;

#ifndef SHAPE_POINT_FIELDS
#define SHAPE_POINT_FIELDS(FIELD)					\
	FIELD(0, u32, x)						\
	FIELD(0, u32, y)
#endif
BROKER_STRUCT(shape_point, SHAPE_POINT_FIELDS);

#ifndef SHAPE_STYLE_FIELDS
#define SHAPE_STYLE_FIELDS(FIELD)					\
	FIELD(0, u32, colour)						\
	FIELD(0, u64, pattern)
#endif
BROKER_GROWING_STRUCT(shape_style, SHAPE_STYLE_FIELDS);

#ifndef SHAPE_OPEN
#define SHAPE_OPEN(OP)							\
	OP(0, sleep, int, open, (shape_id id, struct shape **shape))
#endif

#ifndef SHAPE_MOVE
#define SHAPE_MOVE(OP)							\
	OP(0, sleep, int, move, (struct shape *shape, const struct shape_point *to))
#endif

#ifndef SHAPE_SCALE
#define SHAPE_SCALE(OP)							\
	OP(0, atomic, int, scale, (struct shape *shape, u32 width, u32 height))
#endif

#ifndef SHAPE_FILL
#define SHAPE_FILL(OP)							\
	OP(0, atomic, int, fill, (struct shape *shape, const struct shape_style *style))
#endif

/* The operations that 1.1 has at the end. */
#ifndef SHAPE_MORE
#define SHAPE_MORE(OP)
#endif

#define SHAPE_OPS(OP)							\
	SHAPE_OPEN(OP)							\
	SHAPE_MOVE(OP)							\
	SHAPE_SCALE(OP)							\
	SHAPE_FILL(OP)							\
	SHAPE_MORE(OP)

#ifndef SHAPE_MAJOR
#define SHAPE_MAJOR 1
#endif
#define SHAPE_INTERFACE(major)						\
	BROKER_INTERFACE(shape, major, SHAPE_OPS, shape_point, shape_style)
SHAPE_INTERFACE(SHAPE_MAJOR);

#endif
