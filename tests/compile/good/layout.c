// SPDX-License-Identifier: GPL-2.0-only
/*
 * The structs that modules share have the same layout as in release 1.0, on every kernel.
 */
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#define P	sizeof(void *)
#define LIES_AT(_struct, _member, _offset)				\
	static_assert(offsetof(struct _struct, _member) == (_offset))

LIES_AT(broker_contract, size, 0);
LIES_AT(broker_contract, text_size, 4);
LIES_AT(broker_contract, text, 8);
LIES_AT(broker_contract, structs, 8 + P);

LIES_AT(broker_provider, size, 0);
LIES_AT(broker_provider, priority, 4);
LIES_AT(broker_provider, flags, 6);
LIES_AT(broker_provider, contract, 8);
LIES_AT(broker_provider, table, 8 + P);
LIES_AT(broker_provider, owner, 8 + 2 * P);
LIES_AT(broker_provider, consumers, 8 + 3 * P);

LIES_AT(broker_request, size, 0);
LIES_AT(broker_request, min_minor, 4);
LIES_AT(broker_request, flags, 6);
LIES_AT(broker_request, contract, 8);
LIES_AT(broker_request, fallback, 8 + P);
LIES_AT(broker_request, owner, 8 + 2 * P);

LIES_AT(broker_consumer, size, 0);
LIES_AT(broker_consumer, min_minor, 4);
LIES_AT(broker_consumer, flags, 6);
LIES_AT(broker_consumer, link, 8);
LIES_AT(broker_consumer, contract, 8 + P);
LIES_AT(broker_consumer, fallback, 8 + 2 * P);
LIES_AT(broker_consumer, owner, 8 + 3 * P);
LIES_AT(broker_consumer, attach, 8 + 4 * P);
LIES_AT(broker_consumer, leaving, 8 + 5 * P);
LIES_AT(broker_consumer, detach, 8 + 6 * P);

LIES_AT(broker_link, ops, 0);
LIES_AT(broker_link, priv, P);
LIES_AT(broker_link, calls, 2 * P);
LIES_AT(broker_link, map, 3 * P);

LIES_AT(broker_calls, entered, 0);
LIES_AT(broker_calls, left, P);

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, open, (u32 id))				\
	OP(0, sleep, void, close, (u32 id))				\
	OP(0, sleep, int, push, (u32 id))				\
	OP(0, sleep, int, pull, (u32 id))				\
	OP(0, sleep, int, peek, (u32 id))				\
	OP(0, sleep, int, size, (u32 id))				\
	OP(1, sleep, int, move, (u32 id))				\
	OP(2, sleep, int, area, (u32 id))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);

LIES_AT(acme_ring_ops, open, 0);
LIES_AT(acme_ring_ops, close, P);
LIES_AT(acme_ring_ops, push, 2 * P);
LIES_AT(acme_ring_ops, pull, 3 * P);
LIES_AT(acme_ring_ops, peek, 4 * P);
LIES_AT(acme_ring_ops, size, 5 * P);
LIES_AT(acme_ring_ops, move, 6 * P);
LIES_AT(acme_ring_ops, area, 7 * P);
