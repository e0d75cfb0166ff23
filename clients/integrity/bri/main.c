// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/bri0, and its attributes in /sys/block/bri0/digest.
 */
#include <linux/blkdev.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sysfs.h>

#include "bri.h"
#include "compat.h"

static uint size_mb = 16;
module_param(size_mb, uint, 0444);
MODULE_PARM_DESC(size_mb, "Size in MiB, up to half of the memory (16)");

static struct gendisk *disk;

static const struct block_device_operations bri_operations = {
	.owner = THIS_MODULE,
	.submit_bio = bri_submit_operation,
};

static ssize_t counter_show(const unsigned long *counter, char *buf)
{
	unsigned long value;

	spin_lock(&bri.lock);
	value = *counter;
	spin_unlock(&bri.lock);
	return sysfs_emit(buf, "%lu\n", value);
}

static ssize_t attached_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return counter_show(&bri.attached, buf);
}
static DEVICE_ATTR_RO(attached);

static ssize_t waited_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return counter_show(&bri.waited, buf);
}
static DEVICE_ATTR_RO(waited);

static ssize_t mismatches_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%ld\n", atomic_long_read(&bri.mismatches));
}
static DEVICE_ATTR_RO(mismatches);

static struct attribute *digest_attrs[] = {
	&dev_attr_attached.attr,
	&dev_attr_waited.attr,
	&dev_attr_mismatches.attr,
	NULL
};

static const struct attribute_group digest_group = {
	.name = "digest",
	.attrs = digest_attrs,
};

static const struct attribute_group *disk_groups[] = { &digest_group, NULL };

/* The requested number of blocks, or 0 with a line in the log. */
static u32 __init wanted_blocks(void)
{
	unsigned long most = totalram_pages() >> (20 - PAGE_SHIFT) >> 1;

	if (size_mb >= 1 && size_mb <= most)
		return size_mb << (20 - BRI_BLOCK_SHIFT);
	pr_err("size_mb=%u is not between 1 and %lu, half of the memory\n", size_mb, most);
	return 0;
}

/*
 * Without partitions, so that adding the disk reads nothing: no provider is
 * attached during init.
 */
static int __init add_bri0(void)
{
	int ret;

	disk = bri_alloc_disk(BRI_BLOCK_SIZE);
	if (IS_ERR(disk))
		return PTR_ERR(disk);
	disk->flags = GENHD_FL_NO_PART;
	disk->fops = &bri_operations;
	strscpy(disk->disk_name, "bri0", sizeof(disk->disk_name));
	set_capacity(disk, (sector_t)bri.count * BRI_BLOCK_SECTORS);
	ret = bri_add_disk(disk, disk_groups);
	if (ret)
		bri_put_disk(disk);
	return ret;
}

static int __init bri_init(void)
{
	u32 count = wanted_blocks();
	int ret;

	if (!count)
		return -EINVAL;
	ret = bri_blocks_alloc(count);
	if (ret)
		return ret;
	ret = bri_digest_start();
	if (ret)
		goto err_free_blocks;
	ret = add_bri0();
	if (ret)
		goto err_stop_digest;
	return 0;

err_stop_digest:
	bri_digest_stop();
err_free_blocks:
	bri_blocks_free();
	return ret;
}
module_init(bri_init);

static void __exit bri_exit(void)
{
	del_gendisk(disk);
	bri_put_disk(disk);
	bri_digest_stop();
	bri_blocks_free();
}
module_exit(bri_exit);

MODULE_DESCRIPTION("A disk in memory with a digest of each block");
/* The disk waits for a provider, but one that is not in the initramfs is never loaded. */
MODULE_SOFTDEP("pre: broker:block_digest-1");
MODULE_LICENSE("GPL");
