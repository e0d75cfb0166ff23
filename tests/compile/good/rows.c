// SPDX-License-Identifier: GPL-2.0-only
/*
 * A macro stays unexpanded, __user stays, and rows stay in their order.
 * The headers of release 1.0 emit the same contracts.
 *
 * emits:
 * alias=broker:acme_key-1
 * broker_interface=acme_key 1
 * broker_op=0 sleep: int set(u32 id, const u8 key[KEY])
 * broker_op=0 sleep: int fetch(u32 id, void __user *p, size_t size)
 * broker_op=0 sleep: int parse(const char *s, u8 name[sizeof("a,b")])
 * broker_op=0 optional | atomic: bool known(u32 id)
 * broker_op=2 atomic | optional: void forget(void)
 * broker_abi=ijo ijom ioo bj vv
 * broker_provides=acme_key 0001 .consumers = 0, .priority =      0, .flags =      0, .attach = 0, .min_minor =      0
 * broker_structs=acme_key 1
 */
#include <linux/broker/provider.h>

#define KEY	16

#define ACME_KEY_OPS(OP)						\
	OP(0, sleep, int, set, (u32 id, const u8 key[KEY]))		\
	OP(0, sleep, int, fetch, (u32 id, void __user *p, size_t size))	\
	OP(0, sleep, int, parse, (const char *s, u8 name[sizeof("a,b")])) \
	OP(0, optional | atomic, bool, known, (u32 id))			\
	OP(2, atomic | optional, void, forget, (void))
BROKER_INTERFACE(acme_key, 1, ACME_KEY_OPS);

static const struct acme_key_ops table;

DEFINE_BROKER_PROVIDER(provider, acme_key, &table);
module_broker_provider(provider);
