/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a driver that stores checksums asks of whoever computes them.
 */
#ifndef _BLOCK_DIGEST_H
#define _BLOCK_DIGEST_H

#include <linux/broker/interface.h>

/*
 * Algorithms. A digest that was stored under one number means nothing under
 * another; what a number stands for never changes.
 */
#define BLOCK_DIGEST_CRC32C	1	/* Castagnoli, reflected, as in RFC 3720 */

/* A digest begun. What is in it is nobody's business but the provider's. */
#define BLOCK_DIGEST_STATE_FIELDS(FIELD)				\
	FIELD(0, u64, words, [4])
BROKER_STRUCT(block_digest_state, BLOCK_DIGEST_STATE_FIELDS);

/**
 * BLOCK_DIGEST_OPS() - operations of interface block_digest
 * @OP: see BROKER_INTERFACE()
 *
 * All of them may be called with a spinlock held, and any number of digests may
 * be computed at the same time. None can fail.
 *
 * ``algorithm()``
 *	Returns the number of the algorithm, the same at each call.
 *
 * ``init(state)``
 *	Begin a digest. It is ended through the table it was begun with.
 *
 * ``update(state, data, length)``
 *	Take in more bytes; @length may be 0.
 *
 * ``final(state)``
 *	Returns the digest of all bytes taken in. The state is used up.
 *
 * ``digest(data, length)``
 *	Returns the digest of one buffer: what init, update and final would give.
 */
#define BLOCK_DIGEST_OPS(OP)						\
	OP(0, atomic, u32,  algorithm, (void))				\
	OP(0, atomic, void, init,   (struct block_digest_state *state))	\
	OP(0, atomic, void, update,					\
	   (struct block_digest_state *state, const void *data, u32 length)) \
	OP(0, atomic, u64,  final,  (struct block_digest_state *state))	\
	OP(0, atomic, u64,  digest, (const void *data, u32 length))
BROKER_INTERFACE(block_digest, 1, BLOCK_DIGEST_OPS, block_digest_state);

#endif
