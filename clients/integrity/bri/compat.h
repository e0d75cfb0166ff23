/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between the kernels this is built for, and nothing else does.
 */
#ifndef _BRI_COMPAT_H
#define _BRI_COMPAT_H

#include <linux/blkdev.h>
#include <linux/err.h>
#include <linux/numa.h>
#include <linux/version.h>

/*
 * A disk with blocks of one size, or ERR_PTR.
 * 74fa8f9c553f ("block: pass a queue_limits argument to blk_alloc_disk"), 6.9
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 9, 0)
static inline struct gendisk *bri_alloc_disk(unsigned int block_size)
{
	struct queue_limits limits = {
		.logical_block_size = block_size,
		.physical_block_size = block_size,
	};

	return blk_alloc_disk(&limits, NUMA_NO_NODE);
}
#else
static inline struct gendisk *bri_alloc_disk(unsigned int block_size)
{
	struct gendisk *disk = blk_alloc_disk(NUMA_NO_NODE);

	if (!disk)
		return ERR_PTR(-ENOMEM);
	blk_queue_logical_block_size(disk->queue, block_size);
	blk_queue_physical_block_size(disk->queue, block_size);
	return disk;
}
#endif

#endif
