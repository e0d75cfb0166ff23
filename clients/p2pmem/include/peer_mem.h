/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the NIC's vendor publishes: how memory of another device is brought to the NIC,
 * and how the NIC is told to let go of it. Locking as in gpu_mem.h.
 */
#ifndef _PEER_MEM_H
#define _PEER_MEM_H

#include <linux/broker/interface.h>

struct peer_mr;
struct peer_user;

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
 * PEER_MEM_OPS() - operations of interface peer_mem, provided by the owner of memory
 * @OP: see BROKER_INTERFACE_TWO_WAY()
 *
 * ``get(user, range, cookie, pages, mr)``
 *	Bring memory of the calling process, until put() or until the link is gone,
 *	and write the addresses of its pages to ``pages``. ``user`` is
 *	broker_provider_of() of the link. ``cookie`` is the caller's number for the
 *	memory, and may be revoked before this has returned. Returns 0, -ENOENT
 *	if no device that is there has such memory, -EINVAL if the range is not in it, -ESTALE if it
 *	was revoked, -ENODEV if there is no device, or -ENOMEM.
 *
 * ``put(mr)``
 *	Nobody uses the pages any more. Waits for nothing. What the consumer has when
 *	its detach hook has returned is put by the provider: the hook returns when
 *	nobody uses the pages.
 *
 * ``flush(mr)``
 *	What was written to the pages is there. Returns 0, -ESTALE or -ENODEV if they
 *	are lost meanwhile.
 *
 * ``size(handle, size)``
 *	How large is memory of the calling process? Returns 0, -ENOENT, -ENODEV, or
 *	-EOPNOTSUPP if the device that has it cannot tell.
 */
#define PEER_MEM_OPS(OP)						\
	OP(0, sleep, int, get, (struct peer_user *user, const struct peer_range *range, \
				u32 cookie, void **pages, struct peer_mr **mr)) \
	OP(0, sleep, void, put, (struct peer_mr *mr))			\
	OP(0, sleep, int, flush, (struct peer_mr *mr))			\
	PEER_MEM_MORE(OP)

/**
 * PEER_MEM_CALLBACKS() - callbacks of interface peer_mem, of each NIC
 * @CALLBACK: see BROKER_INTERFACE_TWO_WAY()
 *
 * ``revoke(cookie)``
 *	Stop using the memory, and put() it soon. Does not wait for that. A
 *	cookie that is gone already means nothing.
 */
#define PEER_MEM_CALLBACKS(CALLBACK)					\
	CALLBACK(0, sleep, void, revoke, (u32 cookie))
BROKER_INTERFACE_TWO_WAY(peer_mem, 2, PEER_MEM_OPS, PEER_MEM_CALLBACKS, peer_range);

#endif
