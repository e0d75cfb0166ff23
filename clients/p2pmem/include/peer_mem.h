/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Published by the NIC's vendor: operations that give the NIC memory of another device, and
 * the callback that revokes it. Locking as in gpu_mem.h.
 */
#ifndef _PEER_MEM_H
#define _PEER_MEM_H

#include <linux/broker/interface.h>

struct peer_mr;
struct peer_user;

/* Whole pages of the memory that the peer calls @handle. */
#define PEER_RANGE_FIELDS(FIELD)					\
	FIELD(0, u32, handle)						\
	FIELD(0, u64, offset)						\
	FIELD(0, u64, length)
BROKER_GROWING_STRUCT(peer_range, PEER_RANGE_FIELDS);

/* Not in the first release. */
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
 *	Give the caller memory of the calling process, until put() or until the link
 *	has ended, and write the addresses of its pages to ``pages``. ``user`` is
 *	broker_provider_of() of the link. ``cookie`` is the caller's number for the
 *	memory, and may be revoked before this has returned. Returns 0, -ENOENT if no
 *	available device has such memory, -EINVAL if the range is not in it, -ESTALE
 *	if it was revoked, -ENODEV if there is no device, or -ENOMEM.
 *
 * ``put(mr)``
 *	The caller no longer uses the pages. Does not wait. The provider puts memory
 *	that the consumer still has when its detach hook has returned: the hook
 *	returns only when the pages are not in use.
 *
 * ``flush(mr)``
 *	Data that was written to the pages has arrived. Returns 0, or -ESTALE or
 *	-ENODEV if the pages were lost meanwhile.
 *
 * ``size(handle, size)``
 *	Get the size in bytes of memory of the calling process. Returns 0, -ENOENT,
 *	-ENODEV, or -EOPNOTSUPP if the device that has it cannot report the size.
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
 *	Stop using the memory, and put() it soon. The callback does not wait for
 *	that. A cookie without memory is ignored.
 */
#define PEER_MEM_CALLBACKS(CALLBACK)					\
	CALLBACK(0, sleep, void, revoke, (u32 cookie))
BROKER_INTERFACE_TWO_WAY(peer_mem, 2, PEER_MEM_OPS, PEER_MEM_CALLBACKS, peer_range);

#endif
