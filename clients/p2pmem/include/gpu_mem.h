/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Published by the GPU's vendor: memory that other modules may pin, and the callback that
 * revokes it. Each GPU is an instance; a handle belongs to one of them.
 *
 * Locking: operations and callbacks are called without locks that either side takes in
 * them. revoke() may therefore lead to unpin() in the same thread, and either may be called
 * while the other runs.
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

/* Not in the first release. */
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
 *	link has ended, and write their addresses to ``pages``. ``user`` is
 *	broker_provider_of() of the link. ``cookie`` is the caller's number for the
 *	pin, and may be revoked before this has returned. Returns 0, -ENOENT if the
 *	process has no such region of this GPU, -EINVAL if the range is not in it or
 *	not of whole pages, -ESTALE if the region is revoked, or -ENOMEM.
 *
 * ``unpin(pin)``
 *	The caller no longer uses the pages. Does not wait. The GPU unpins pages that
 *	are still pinned when the consumer's detach hook has returned: the hook
 *	returns only when the pages are not in use.
 *
 * ``flush(pin)``
 *	Data that was written to the pages has arrived. Returns 0, or -ESTALE if the
 *	pages were revoked meanwhile.
 *
 * ``size(handle, size)``
 *	Get the size in bytes of a region of the calling process, of any GPU of this
 *	vendor. Returns 0 or -ENOENT.
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
 *	The owner takes the memory back: stop using it, and unpin() it soon. The
 *	callback does not wait for that. A cookie without a pin is ignored.
 */
#define GPU_MEM_CALLBACKS(CALLBACK)					\
	CALLBACK(0, sleep, void, revoke, (u32 cookie))
BROKER_INTERFACE_TWO_WAY(gpu_mem, 2, GPU_MEM_OPS, GPU_MEM_CALLBACKS, gpu_range);

#endif
