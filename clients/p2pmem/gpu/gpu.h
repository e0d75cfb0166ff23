/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the files of p2p_gpu.ko.
 */
#ifndef _P2P_GPU_INTERNAL_H
#define _P2P_GPU_INTERNAL_H

#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/xarray.h>
#include <linux/broker/provider.h>

#include "uapi/p2p_gpu.h"

struct pid;

/**
 * struct gpu - one of the devices
 * @provider: provider of its memory, an instance of gpu_mem
 * @name: name of the instance, and of the device
 * @misc: /dev/@name
 * @online_lock: held while the device is started or stopped
 * @online: the device is available
 * @pins: the pages that other modules use
 */
struct gpu {
	struct broker_provider provider;
	char name[12];
	struct miscdevice misc;
	struct mutex online_lock;	/* protects online; no call and no callback takes it */
	bool online;
	struct xarray pins;
};

/* region.c: memory and its owners */

/**
 * struct region - memory
 * @gpu: the GPU that has the memory
 * @kref: references of the table, of each pin, and of each call that uses the region
 * @file: the open file that it belongs to; only compared
 * @owner: the process that may have it pinned
 * @size: in bytes, whole pages
 * @revoked: no new pin is made; set once
 * @kept: the region is never freed; set once
 * @memory: the pages, at consecutive addresses
 */
struct region {
	struct gpu *gpu;
	struct kref kref;
	const struct file *file;
	struct pid *owner;
	u64 size;
	bool revoked;
	bool kept;
	void *memory;
};

int region_alloc(struct gpu *gpu, const struct file *file, u64 size, u32 *handle);
int region_copy(const struct file *file, const struct p2p_gpu_copy *copy, bool write);
int regions_free(const struct file *file, unsigned long first, unsigned long last, bool wait);
struct region *region_get(const struct file *file, u32 handle);
void region_put(struct region *region);
bool in_region(const struct region *region, u64 offset, u64 length);
void regions_lost(const struct gpu *gpu);
extern atomic_t pages_count;

/* pin.c: use by other modules */

void region_revoke(struct region *region);
int pins_start(struct gpu *gpu);
void pins_stop(struct gpu *gpu);
extern atomic_t pins_count;

#endif
