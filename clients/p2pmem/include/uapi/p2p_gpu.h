/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * /dev/p2p_gpu0 and so on: regions of memory. A region belongs to the open file it was
 * allocated through, and can be registered with the NIC by the same process.
 *
 * ENOENT: no region of this file; ESTALE: the device was taken offline meanwhile, the
 * contents are lost; ENODEV: it is offline; EINVAL: size, offset or length.
 */
#ifndef _UAPI_P2P_GPU_H
#define _UAPI_P2P_GPU_H

#include <linux/ioctl.h>
#include <linux/types.h>

struct p2p_gpu_alloc {
	__u64 size;	/* in bytes, whole pages */
	__u32 handle;	/* out */
	__u32 flags;	/* 0 */
};

struct p2p_gpu_copy {
	__u64 offset;
	__u64 length;
	__u64 data;	/* address in the calling process */
	__u32 handle;
	__u32 flags;	/* 0 */
};

#define P2P_GPU_ALLOC	_IOWR('g', 0x40, struct p2p_gpu_alloc)
/* Also revokes all pins of the region, and waits for that; EINTR: it is freed later. */
#define P2P_GPU_FREE	_IOW('g', 0x41, __u32)
#define P2P_GPU_WRITE	_IOW('g', 0x42, struct p2p_gpu_copy)
#define P2P_GPU_READ	_IOW('g', 0x43, struct p2p_gpu_copy)

#endif
