/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interface between a driver that stores checksums and a module that computes them.
 */
#ifndef _BLOCK_DIGEST_H
#define _BLOCK_DIGEST_H

#include <linux/broker/interface.h>

/*
 * Algorithms. A digest that was stored under one number is meaningless under
 * another; the meaning of a number never changes.
 */
#define BLOCK_DIGEST_CRC32C	1	/* Castagnoli, reflected, as in RFC 3720 */

/* A digest in progress. Its contents are private to the provider. */
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
 *	Begin a digest. It must be ended through the same table.
 *
 * ``update(state, data, length)``
 *	Add bytes to the digest; @length may be 0.
 *
 * ``final(state)``
 *	Returns the digest of all bytes that were added. The state is then used up.
 *
 * ``digest(data, length)``
 *	Returns the digest of one buffer, the same as init, update and final.
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
