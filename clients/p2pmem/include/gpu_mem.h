/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the GPU's vendor publishes: memory that others may pin, and how they are told
 * that it is revoked. Each GPU is an instance; a handle is of one of them.
 *
 * Locking: operations and callbacks are called without locks that either side takes in
 * them. So revoke() may lead to unpin() in the same thread, and either may come while
 * the other runs.
 */
#ifndef _GPU_MEM_H
#define _GPU_MEM_H

#include <linux/broker/interface.h>

struct gpu_pin;
struct gpu_user;

/* Whole pages of the region @handle. */
#define GPU_RANGE_FIELDS(FIELD)						\
	FIELD(0, u32, handle)						\
	FIELD(0, u64, offset)						\
	FIELD(0, u64, length)
BROKER_GROWING_STRUCT(gpu_range, GPU_RANGE_FIELDS);

/* What the first release did not have. */
#ifdef P2P_FIRST_RELEASE
#define GPU_MEM_MORE(OP)
#else
#define GPU_MEM_MORE(OP)						\
	OP(1, sleep | optional, int, size, (u32 handle, u64 *size))
#endif

/**
 * GPU_MEM_OPS() - operations of interface gpu_mem, provided by the GPU
 * @OP: see BROKER_INTERFACE_TWO_WAY()
 *
 * ``pin(user, range, cookie, pages, pin)``
 *	Keep pages of a region of the calling process until unpin(), or until the
 *	link is gone, and write their addresses to ``pages``. ``user`` is
 *	broker_provider_of() of the link. ``cookie`` is the caller's number for the
 *	pin, and may be revoked before this has returned. Returns 0, -ENOENT if the
 *	process has no such region of this GPU, -EINVAL if the range is not in it or not of whole
 *	pages, -ESTALE if it is revoked, or -ENOMEM.
 *
 * ``unpin(pin)``
 *	Nobody uses the pages any more. Waits for nothing. What is pinned when the
 *	consumer's detach hook has returned is unpinned by the GPU: the hook returns
 *	when nobody uses the pages.
 *
 * ``flush(pin)``
 *	What was written to the pages is there. Returns 0, or -ESTALE if they
 *	were revoked meanwhile.
 *
 * ``size(handle, size)``
 *	How large is a region of the calling process, of any GPU of this vendor?
 *	Returns 0 or -ENOENT.
 */
#define GPU_MEM_OPS(OP)							\
	OP(0, sleep, int, pin, (struct gpu_user *user, const struct gpu_range *range, \
				u32 cookie, void **pages, struct gpu_pin **pin)) \
	OP(0, sleep, void, unpin, (struct gpu_pin *pin))		\
	OP(0, sleep, int, flush, (struct gpu_pin *pin))			\
	GPU_MEM_MORE(OP)

/**
 * GPU_MEM_CALLBACKS() - callbacks of interface gpu_mem, of each module that pins
 * @CALLBACK: see BROKER_INTERFACE_TWO_WAY()
 *
 * ``revoke(cookie)``
 *	The owner wants the memory back: stop using it, and unpin() it soon. Does
 *	not wait for that. A cookie that is gone already means nothing.
 */
#define GPU_MEM_CALLBACKS(CALLBACK)					\
	CALLBACK(0, sleep, void, revoke, (u32 cookie))
BROKER_INTERFACE_TWO_WAY(gpu_mem, 2, GPU_MEM_OPS, GPU_MEM_CALLBACKS, gpu_range);

#endif
