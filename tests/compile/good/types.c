// SPDX-License-Identifier: GPL-2.0-only
/* refused with BROKER_STRICT: "operation 'others': takes 'struct acme_pair pair'" */
/*
 * Every type that a prototype may be made of, and the letter for it.
 * The headers of release 1.0 emit the same contracts.
 *
 * emits:
 * alias=broker:acme_types-1
 * broker_interface=acme_types 1
 * broker_op=0 sleep: void small(bool b, char c, s8 a, u8 h, s16 s, u16 t)
 * broker_op=0 sleep: void large(s32 i, u32 j, s64 x, u64 y)
 * broker_op=0 sleep: void longs(long l, unsigned long m, size_t size, ssize_t ssize)
 * broker_op=0 sleep: enum acme_way names(enum acme_way way, const int number, acme_id id)
 * broker_op=0 sleep: const char * others(struct acme_pair pair, void *p, u8 grid[2][4])
 * broker_op=0 sleep: int call(int (*back)(void *data, u32 id), void *data)
 * broker_op=0 sleep: u8 max(u8 a, u8 b, u8 c, u8 d, u8 e, u8 f, u8 g, u8 h, u8 i, u8 j, u8 k, u8 l)
 * broker_abi=vbcahst vijxy vlmml jjij oooo ioo hhhhhhhhhhhhh
 * broker_provides=acme_types 0001 .consumers = 0, .priority =      0, .flags =      0, .attach = 0, .min_minor =      0
 * broker_structs=acme_types 1
 */
#include <linux/broker/provider.h>

typedef u32 acme_id;

enum acme_way { ACME_READ, ACME_WRITE };

struct acme_pair { u64 a, b; };

#define ACME_TYPES_OPS(OP)						\
	OP(0, sleep, void, small, (bool b, char c, s8 a, u8 h, s16 s, u16 t)) \
	OP(0, sleep, void, large, (s32 i, u32 j, s64 x, u64 y))		\
	OP(0, sleep, void, longs, (long l, unsigned long m, size_t size, ssize_t ssize)) \
	OP(0, sleep, enum acme_way, names, (enum acme_way way, const int number, acme_id id)) \
	OP(0, sleep, const char *, others, (struct acme_pair pair, void *p, u8 grid[2][4])) \
	OP(0, sleep, int, call, (int (*back)(void *data, u32 id), void *data)) \
	OP(0, sleep, u8, max, (u8 a, u8 b, u8 c, u8 d, u8 e, u8 f,	\
			       u8 g, u8 h, u8 i, u8 j, u8 k, u8 l))
BROKER_INTERFACE(acme_types, 1, ACME_TYPES_OPS);

static const struct acme_types_ops table;

DEFINE_BROKER_PROVIDER(provider, acme_types, &table);
module_broker_provider(provider);
