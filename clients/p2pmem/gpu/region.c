// SPDX-License-Identifier: GPL-2.0-only
/*
 * Regions of memory. A region's pages are freed with its last reference, and each pin
 * holds one. The owner therefore need not wait to avoid freeing too early, and no wait can
 * be part of a deadlock. regions_free() waits only to inform its caller.
 */
#include <linux/overflow.h>
#include <linux/pid.h>
#include <linux/sched/signal.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <linux/xarray.h>

#include "gpu.h"

#define PAGES_MAX	(SZ_64M / PAGE_SIZE)	/* of all regions */

static DEFINE_XARRAY_ALLOC1(regions);		/* of all GPUs: a handle identifies the GPU */
static DECLARE_WAIT_QUEUE_HEAD(region_was_put);
atomic_t pages_count;

static void region_release(struct kref *kref)
{
	struct region *region = container_of(kref, struct region, kref);

	if (region->kept)
		return;
	vfree(region->memory);
	atomic_sub(region->size / PAGE_SIZE, &pages_count);
	put_pid(region->owner);
	kfree(region);
}

void region_put(struct region *region)
{
	if (!kref_put(&region->kref, region_release))
		wake_up_all(&region_was_put);
}

/* A region of @file or, if that is NULL, of the calling process. The caller puts it. */
struct region *region_get(const struct file *file, u32 handle)
{
	struct region *region;

	xa_lock(&regions);
	region = xa_load(&regions, handle);
	if (region && (file ? region->file == file : region->owner == task_tgid(current)))
		kref_get(&region->kref);
	else
		region = NULL;
	xa_unlock(&regions);
	return region;
}

int region_alloc(struct gpu *gpu, const struct file *file, u64 size, u32 *handle)
{
	struct region *region;
	int ret = -ENOMEM;

	if (!size || size % PAGE_SIZE || size / PAGE_SIZE > PAGES_MAX)
		return -EINVAL;
	region = kzalloc(sizeof(*region), GFP_KERNEL_ACCOUNT);
	if (!region)
		return -ENOMEM;
	region->gpu = gpu;
	kref_init(&region->kref);
	region->file = file;
	region->owner = get_pid(task_tgid(current));
	region->size = size;
	if (atomic_add_return(size / PAGE_SIZE, &pages_count) <= PAGES_MAX)
		region->memory = __vmalloc(size, GFP_KERNEL_ACCOUNT | __GFP_ZERO);
	if (region->memory)
		ret = xa_alloc(&regions, handle, region, xa_limit_31b, GFP_KERNEL_ACCOUNT);
	if (ret)
		region_put(region);
	return ret;
}

bool in_region(const struct region *region, u64 offset, u64 length)
{
	u64 end;

	return !check_add_overflow(offset, length, &end) && end <= region->size;
}

int region_copy(const struct file *file, const struct p2p_gpu_copy *copy, bool write)
{
	struct region *region = region_get(file, copy->handle);
	void __user *data = u64_to_user_ptr(copy->data);
	int ret = 0;

	if (!region)
		return -ENOENT;
	if (READ_ONCE(region->revoked))
		ret = -ESTALE;
	else if (!in_region(region, copy->offset, copy->length))
		ret = -EINVAL;
	else if (write ? copy_from_user(region->memory + copy->offset, data, copy->length)
		       : copy_to_user(data, region->memory + copy->offset, copy->length))
		ret = -EFAULT;
	region_put(region);
	return ret;
}

/*
 * Frees the regions of a file with handles from @first to @last. The pages are freed with
 * the last reference. With @wait, return when the caller's reference is the last one, or on
 * a signal.
 */
int regions_free(const struct file *file, unsigned long first, unsigned long last, bool wait)
{
	struct region *region;
	unsigned long handle;
	int ret = -ENOENT;

	xa_lock(&regions);
	xa_for_each_range(&regions, handle, region, first, last) {
		if (region->file != file)
			continue;
		__xa_erase(&regions, handle);
		xa_unlock(&regions);
		region_revoke(region);
		ret = wait ? wait_event_interruptible(region_was_put,
						      kref_read(&region->kref) == 1) : 0;
		region_put(region);
		xa_lock(&regions);
	}
	xa_unlock(&regions);
	return ret == -ERESTARTSYS ? -EINTR : ret;
}

/* The device is offline, and the contents of its memory are lost. None of it is pinned. */
void regions_lost(const struct gpu *gpu)
{
	struct region *region;
	unsigned long handle;

	xa_lock(&regions);
	xa_for_each(&regions, handle, region)
		if (region->gpu == gpu)
			WRITE_ONCE(region->revoked, true);
	xa_unlock(&regions);
}
