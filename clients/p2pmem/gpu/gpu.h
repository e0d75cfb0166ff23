/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of p2p_gpu.ko know of each other.
 */
#ifndef _P2P_GPU_INTERNAL_H
#define _P2P_GPU_INTERNAL_H

#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/types.h>

#include "uapi/p2p_gpu.h"

struct dentry;
struct pid;

/* region.c: memory, and whose it is */

/**
 * struct region - memory
 * @kref: the table's, each pin's, and that of who looks at it
 * @file: the open file it belongs to; only compared
 * @owner: the process that may have it pinned
 * @size: in bytes, whole pages
 * @pins: how many there are; pins_lock
 * @revoked: no pin is made any more; set once, pins_lock
 * @pages: their addresses
 */
struct region {
	struct kref kref;
	const struct file *file;
	struct pid *owner;
	u64 size;
	unsigned int pins;
	bool revoked;
	void *pages[];
};

int region_alloc(const struct file *file, u64 size, u32 *handle);
int region_free(const struct file *file, u32 handle);
void regions_close(const struct file *file);
int region_copy(const struct file *file, const struct p2p_gpu_copy *copy, bool write);
struct region *region_get_own(u32 handle);
void region_put(struct region *region);
bool in_region(const struct region *region, u64 offset, u64 length);
void regions_lost(void);
void regions_init(struct dentry *debug_dir);
void regions_exit(void);

/* pin.c: who else uses it */

void region_revoke(struct region *region);
int region_wait(struct region *region);
int pins_start(void);
void pins_stop(void);
void pins_init(struct dentry *debug_dir);
void pins_exit(void);

#endif
