/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the NIC's vendor publishes: how memory of somebody else is brought to the
 * NIC, and how the NIC is told to let go of it.
 *
 * Locking: as in gpu_mem.h. Nobody calls with a lock held that one of his own
 * operations takes, so revoke() may lead to put() in the same thread.
 */
#ifndef _PEER_MEM_H
#define _PEER_MEM_H

#include <linux/broker/interface.h>

struct peer_mr;

/* Whole pages of what the peer calls @handle. */
#define PEER_RANGE_FIELDS(FIELD)					\
	FIELD(0, u32, handle)						\
	FIELD(0, u64, offset)						\
	FIELD(0, u64, length)
BROKER_GROWING_STRUCT(peer_range, PEER_RANGE_FIELDS);

/* What the first release did not have. */
#ifdef P2P_FIRST_RELEASE
#define PEER_MEM_MORE(OP)
#else
#define PEER_MEM_MORE(OP)						\
	OP(1, sleep | optional, int, size, (u32 handle, u64 *size))
#endif

/**
 * PEER_MEM_OPS() - operations of interface peer_mem, provided by who has memory
 * @OP: see BROKER_INTERFACE()
 *
 * ``get(user, range, cookie, pages, mr)``
 *	Bring memory of the calling process, until put(), and write the
 *	addresses of its pages to ``pages``. ``user`` is what the caller's own
 *	peer_mem_user says with self(). ``cookie`` is the caller's number for the
 *	memory, and may be revoked before this has returned. Returns 0, -ENOENT
 *	if there is no such memory, -EINVAL if the range is not in it, -ESTALE if it
 *	was revoked, -ENODEV if whoever has it is not there, -ENOTCONN if it is
 *	not the caller who would be told, or -ENOMEM.
 *
 * ``put(mr)``
 *	Nobody uses the pages any more. Waits for nothing.
 *
 * ``flush(mr)``
 *	What was written to the pages is there. Returns 0, -ESTALE or -ENODEV if they
 *	are lost meanwhile.
 *
 * ``size(handle, size)``
 *	How large is memory of the calling process? Returns 0, -ENOENT, -ENODEV, or
 *	-EOPNOTSUPP if who has it cannot tell.
 */
#define PEER_MEM_OPS(OP)						\
	OP(0, sleep, int, get, (const void *user, const struct peer_range *range, \
				u32 cookie, void **pages, struct peer_mr **mr)) \
	OP(0, sleep, void, put, (struct peer_mr *mr))			\
	OP(0, sleep, int, flush, (struct peer_mr *mr))			\
	PEER_MEM_MORE(OP)
BROKER_INTERFACE(peer_mem, 1, PEER_MEM_OPS, peer_range);

/**
 * PEER_MEM_USER_OPS() - operations of interface peer_mem_user, provided by the NIC
 * @OP: see BROKER_INTERFACE()
 *
 * ``self()``
 *	An address of the provider's own, that tells it from any other.
 *
 * ``revoke(cookie)``
 *	Stop using the memory, and put() it soon. Does not wait for that. A
 *	cookie that is gone already means nothing.
 */
#define PEER_MEM_USER_OPS(OP)						\
	OP(0, atomic, const void *, self, (void))			\
	OP(0, sleep, void, revoke, (u32 cookie))
BROKER_INTERFACE(peer_mem_user, 1, PEER_MEM_USER_OPS);

#endif
