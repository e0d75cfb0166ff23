/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All differences between the kernels that this module is built for.
 */
#ifndef _BRI_COMPAT_H
#define _BRI_COMPAT_H

#include <linux/blkdev.h>
#include <linux/err.h>
#include <linux/numa.h>
#include <linux/version.h>

#include "bri.h"

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
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 14, 0)
static inline struct gendisk *bri_alloc_disk(unsigned int block_size)
{
	struct gendisk *disk = blk_alloc_disk(NUMA_NO_NODE);

	if (!disk)
		return ERR_PTR(-ENOMEM);
	blk_queue_logical_block_size(disk->queue, block_size);
	blk_queue_physical_block_size(disk->queue, block_size);
	return disk;
}
#else
static inline struct gendisk *bri_alloc_disk(unsigned int block_size)
{
	struct gendisk *disk = alloc_disk_node(0, NUMA_NO_NODE);

	if (!disk)
		return ERR_PTR(-ENOMEM);
	disk->queue = blk_alloc_queue(NUMA_NO_NODE);
	if (!disk->queue) {
		put_disk(disk);
		return ERR_PTR(-ENOMEM);
	}
	blk_queue_logical_block_size(disk->queue, block_size);
	blk_queue_physical_block_size(disk->queue, block_size);
	return disk;
}
#endif

/* Before 5.14 a disk does not own its queue. */
static inline void bri_put_disk(struct gendisk *disk)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 14, 0)
	blk_cleanup_queue(disk->queue);
#endif
	put_disk(disk);
}

/* Before 5.15 it cannot fail. */
static inline int bri_add_disk(struct gendisk *disk, const struct attribute_group **groups)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 15, 0)
	return device_add_disk(NULL, disk, groups);
#else
	device_add_disk(NULL, disk, groups);
	return 0;
#endif
}

/* Before 5.16 the operation returns a cookie to poll with. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 16, 0)
#define bri_submit_operation	bri_submit_bio
#else
static blk_qc_t __maybe_unused bri_submit_operation(struct bio *bio)
{
	bri_submit_bio(bio);
	return BLK_QC_T_NONE;
}
#endif

/* The name since 5.17 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
#define GENHD_FL_NO_PART	(GENHD_FL_NO_PART_SCAN | GENHD_FL_EXT_DEVT)
#endif

/* Since 5.18 */
#ifndef BLK_STS_OFFLINE
#define BLK_STS_OFFLINE		BLK_STS_IOERR
#endif

/* Since 5.11; the same, but faster within one segment */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 11, 0)
#define bio_advance_iter_single	bio_advance_iter
#endif

#endif
