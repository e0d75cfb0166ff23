// SPDX-License-Identifier: GPL-2.0-only
/*
 * Regions of memory. A region's pages are freed with its last reference, and each
 * pin has one: so the owner never has to wait in order not to free too early, and
 * no wait can be part of a deadlock. region_free() waits only to tell its caller.
 */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/pid.h>
#include <linux/sched/signal.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/xarray.h>

#include "gpu.h"

#define PAGES_MAX	(SZ_64M / PAGE_SIZE)	/* of all regions */

static DEFINE_XARRAY_ALLOC1(regions);
static atomic_t pages_count;

static void region_release(struct kref *kref)
{
	struct region *region = container_of(kref, struct region, kref);
	u64 i;

	for (i = 0; i < region->size / PAGE_SIZE && region->pages[i]; i++)
		free_page((unsigned long)region->pages[i]);
	atomic_sub(region->size / PAGE_SIZE, &pages_count);
	put_pid(region->owner);
	kvfree(region);
}

void region_put(struct region *region)
{
	kref_put(&region->kref, region_release);
}

/* The caller puts it; NULL if the file has no such region. */
static struct region *region_get(const struct file *file, u32 handle)
{
	struct region *region;

	xa_lock(&regions);
	region = xa_load(&regions, handle);
	if (region && region->file == file)
		kref_get(&region->kref);
	else
		region = NULL;
	xa_unlock(&regions);
	return region;
}

/* The same, for the process that calls. */
struct region *region_get_own(u32 handle)
{
	struct region *region;

	xa_lock(&regions);
	region = xa_load(&regions, handle);
	if (region && region->owner == task_tgid(current))
		kref_get(&region->kref);
	else
		region = NULL;
	xa_unlock(&regions);
	return region;
}

static struct region *region_make(const struct file *file, u64 size)
{
	u64 i, count = size / PAGE_SIZE;
	struct region *region;

	if (!size || size % PAGE_SIZE || count > PAGES_MAX)
		return ERR_PTR(-EINVAL);
	region = kvzalloc(struct_size(region, pages, count), GFP_KERNEL_ACCOUNT);
	if (!region)
		return ERR_PTR(-ENOMEM);
	kref_init(&region->kref);
	region->file = file;
	region->owner = get_pid(task_tgid(current));
	region->size = size;
	if (atomic_add_return(count, &pages_count) > PAGES_MAX)
		goto err_put;
	for (i = 0; i < count; i++) {
		region->pages[i] = (void *)get_zeroed_page(GFP_KERNEL_ACCOUNT);
		if (!region->pages[i])
			goto err_put;
	}
	return region;

err_put:
	region_put(region);
	return ERR_PTR(-ENOMEM);
}

int region_alloc(const struct file *file, u64 size, u32 *handle)
{
	struct region *region;
	int ret;

	region = region_make(file, size);
	if (IS_ERR(region))
		return PTR_ERR(region);
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

static int copy_piece(void *place, void __user *data, size_t size, bool write)
{
	unsigned long left = write ? copy_from_user(place, data, size)
				   : copy_to_user(data, place, size);

	return left ? -EFAULT : 0;
}

static int copy_pages(struct region *region, const struct p2p_gpu_copy *copy, bool write)
{
	u64 done, piece;
	int ret = 0;

	for (done = 0; !ret && done < copy->length; done += piece) {
		u64 offset = copy->offset + done;

		piece = min_t(u64, copy->length - done, PAGE_SIZE - offset % PAGE_SIZE);
		ret = copy_piece(region->pages[offset / PAGE_SIZE] + offset % PAGE_SIZE,
				 u64_to_user_ptr(copy->data + done), piece, write);
		cond_resched();
	}
	return ret;
}

int region_copy(const struct file *file, const struct p2p_gpu_copy *copy, bool write)
{
	struct region *region = region_get(file, copy->handle);
	int ret;

	if (!region)
		return -ENOENT;
	if (READ_ONCE(region->revoked))
		ret = -ESTALE;
	else if (!in_region(region, copy->offset, copy->length))
		ret = -EINVAL;
	else
		ret = copy_pages(region, copy, write);
	region_put(region);
	return ret;
}

/* The caller gets the table's reference to a region of the file, if there is one. */
static struct region *region_take(const struct file *file, unsigned long first,
				  unsigned long last)
{
	struct region *region;
	unsigned long handle;

	xa_lock(&regions);
	xa_for_each_range(&regions, handle, region, first, last) {
		if (region->file == file) {
			__xa_erase(&regions, handle);
			break;
		}
	}
	xa_unlock(&regions);
	return region;
}

/* Its pages go when nobody has them pinned. */
int region_free(const struct file *file, u32 handle)
{
	struct region *region = region_take(file, handle, handle);
	int ret;

	if (!region)
		return -ENOENT;
	region_revoke(region);
	ret = region_wait(region);
	region_put(region);
	return ret;
}

void regions_close(const struct file *file)
{
	struct region *region;

	while ((region = region_take(file, 0, ULONG_MAX))) {
		region_revoke(region);
		region_put(region);
	}
}

/* The device is gone, and what was in its memory. Nobody has any of it pinned. */
void regions_lost(void)
{
	struct region *region;
	unsigned long handle;

	xa_lock(&regions);
	xa_for_each(&regions, handle, region)
		WRITE_ONCE(region->revoked, true);
	xa_unlock(&regions);
}

void regions_init(struct dentry *debug_dir)
{
	debugfs_create_atomic_t("pages", 0444, debug_dir, &pages_count);
}

void regions_exit(void)
{
	WARN_ON_ONCE(!xa_empty(&regions) || atomic_read(&pages_count));
}
