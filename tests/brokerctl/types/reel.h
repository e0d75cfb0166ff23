/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An interface that reaches everything that a header can have and its contract does not cover. A
 * file that is to differ defines one of these before it includes this header.
 */
#ifndef _REEL_H
#define _REEL_H

#include <linux/broker/interface.h>
#include <linux/device.h>

#ifndef REEL_FAST_VALUE
#define REEL_FAST_VALUE 2
#endif
#ifndef REEL_VALUES
#define REEL_VALUES REEL_SLOW, REEL_FAST = REEL_FAST_VALUE, REEL_LAST
#endif
#ifndef REEL_STATUS
#define REEL_STATUS u32
#endif
#ifndef REEL_DONE
#define REEL_DONE int reel_done_t(void *data, REEL_STATUS status)
#endif
#ifndef REEL_TICK
#define REEL_TICK (struct reel *reel, enum reel_mode mode)
#endif
#ifndef REEL_REF
#define REEL_REF struct reel
#endif
#ifndef REEL_INNER
#define REEL_INNER u16 x; u16 y;
#endif
#ifndef REEL_ARM
#define REEL_ARM u32 u;
#endif
#ifndef REEL_BITS
#define REEL_BITS u32 low : 3; u32 high : 5;
#endif
#ifndef REEL_PROBE
#define REEL_PROBE int (*probe)(struct reel *reel, u64 id);
#endif
#ifndef REEL_NAME
#define REEL_NAME const char *name;
#endif
#ifndef REEL_KEY
#define REEL_KEY 16
#endif
#ifndef REEL_ID
#define REEL_ID u32
#endif
#ifndef REEL_FIRST
#define REEL_FIRST u32 first; u32 second;
#endif
#ifndef REEL_DESC_END
#define REEL_DESC_END
#endif
#ifndef REEL_ATTRIBUTES
#define REEL_ATTRIBUTES
#endif
#ifndef REEL_PAIR
#define REEL_PAIR u64 a; u64 b;
#endif
#ifndef REEL_NESTED
#define REEL_NESTED struct { u8 l; u16 h; } s;
#endif
#ifndef REEL_KUID
#define REEL_KUID kuid_t
#endif

struct reel;				/* the provider's */
enum reel_mode { REEL_VALUES };
typedef REEL_DONE;
typedef void (*reel_tick)REEL_TICK;
typedef REEL_REF *reel_ref;
typedef REEL_ID reel_id;

struct reel_inner {
	REEL_INNER
};

struct reel_desc {
	REEL_FIRST
	enum reel_mode mode;
	struct reel_inner in[2];
	union {
		REEL_ARM
		u8 b[4];
		REEL_NESTED
	} v;
	REEL_BITS
	reel_done_t *done;
	REEL_PROBE
	struct mutex lock;
	REEL_NAME
	u8 key[REEL_KEY];
	struct reel_desc *next;
	REEL_DESC_END
} REEL_ATTRIBUTES;

struct reel_pair {
	REEL_PAIR
};

#define REEL_LISTED_FIELDS(FIELD)					\
	FIELD(0, reel_id, id)						\
	FIELD(0, reel_id, other)
BROKER_STRUCT(reel_listed, REEL_LISTED_FIELDS);

#define REEL_GROWING_FIELDS(FIELD)					\
	FIELD(0, u32, a)						\
	FIELD(0, struct reel_listed, listed)
BROKER_GROWING_STRUCT(reel_growing, REEL_GROWING_FIELDS);

#define REEL_OPS(OP)							\
	OP(0, sleep, int, open, (u32 id, struct reel **reel))		\
	OP(0, sleep, int, submit, (struct reel *reel, const struct reel_desc *desc)) \
	OP(0, sleep, struct reel_pair, swap, (struct reel_pair pair))	\
	OP(0, sleep, int, watch, (reel_ref reel, reel_tick tick, struct device *dev)) \
	OP(0, sleep, int, owner, (REEL_KUID kuid, struct reel_listed *listed)) \
	OP(0, sleep, void, grow, (struct reel_growing *growing))

#define REEL_CALLBACKS(CALLBACK)					\
	CALLBACK(0, sleep, void, moved, (void *user, enum reel_mode mode))
BROKER_INTERFACE_TWO_WAY(reel, 1, REEL_OPS, REEL_CALLBACKS, reel_listed, reel_growing);

#endif
