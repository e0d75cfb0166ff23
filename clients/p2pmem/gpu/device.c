// SPDX-License-Identifier: GPL-2.0-only
/*
 * A GPU as far as its memory goes: /dev/p2p_gpu, and the switch that takes the
 * device away while files are open, /sys/class/misc/p2p_gpu/online.
 */
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

#include "gpu.h"

static DEFINE_MUTEX(online_lock);	/* who starts and stops; no call and no callback takes it */
static bool online = true;
static struct dentry *debug_dir;

static int gpu_alloc(struct file *file, void __user *arg)
{
	struct p2p_gpu_alloc alloc;
	int ret;

	if (copy_from_user(&alloc, arg, sizeof(alloc)))
		return -EFAULT;
	if (alloc.flags)
		return -EINVAL;
	if (!READ_ONCE(online))
		return -ENODEV;
	ret = region_alloc(file, alloc.size, &alloc.handle);
	if (ret)
		return ret;
	if (copy_to_user(arg, &alloc, sizeof(alloc))) {
		region_free(file, alloc.handle);
		return -EFAULT;
	}
	return 0;
}

static int gpu_free(struct file *file, void __user *arg)
{
	u32 handle;

	if (copy_from_user(&handle, arg, sizeof(handle)))
		return -EFAULT;
	return region_free(file, handle);
}

static int gpu_copy(struct file *file, void __user *arg, bool write)
{
	struct p2p_gpu_copy copy;

	if (copy_from_user(&copy, arg, sizeof(copy)))
		return -EFAULT;
	if (copy.flags)
		return -EINVAL;
	return region_copy(file, &copy, write);
}

static long gpu_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *data = (void __user *)arg;

	switch (cmd) {
	case P2P_GPU_ALLOC:
		return gpu_alloc(file, data);
	case P2P_GPU_FREE:
		return gpu_free(file, data);
	case P2P_GPU_WRITE:
		return gpu_copy(file, data, true);
	case P2P_GPU_READ:
		return gpu_copy(file, data, false);
	default:
		return -ENOTTY;
	}
}

static int gpu_open(struct inode *inode, struct file *file)
{
	return READ_ONCE(online) ? nonseekable_open(inode, file) : -ENODEV;
}

static int gpu_release(struct inode *inode, struct file *file)
{
	regions_close(file);
	return 0;
}

static const struct file_operations gpu_fops = {
	.owner = THIS_MODULE,
	.open = gpu_open,
	.release = gpu_release,
	.unlocked_ioctl = gpu_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static ssize_t online_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%d\n", READ_ONCE(online));
}

/* Memory that is allocated while the device goes may be lost or not. */
static void take_away(void)
{
	WRITE_ONCE(online, false);
	pins_stop();
	regions_lost();
}

static int bring_back(void)
{
	int ret = pins_start();

	if (!ret)
		WRITE_ONCE(online, true);
	return ret;
}

static ssize_t online_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	bool wanted;
	int ret = kstrtobool(buf, &wanted);

	if (ret)
		return ret;
	mutex_lock(&online_lock);
	if (wanted && !online)
		ret = bring_back();
	else if (!wanted && online)
		take_away();
	mutex_unlock(&online_lock);
	return ret ?: count;
}
static DEVICE_ATTR_RW(online);

static struct attribute *gpu_attrs[] = {
	&dev_attr_online.attr,
	NULL
};
ATTRIBUTE_GROUPS(gpu);

static struct miscdevice gpu_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "p2p_gpu",
	.fops = &gpu_fops,
	.groups = gpu_groups,
};

static int __init gpu_init(void)
{
	int ret;

	debug_dir = debugfs_create_dir("p2p_gpu", NULL);
	regions_init(debug_dir);
	pins_init(debug_dir);
	ret = pins_start();
	if (ret)
		goto err_remove_dir;
	ret = misc_register(&gpu_device);
	if (ret)
		goto err_stop;
	return 0;

err_stop:
	pins_stop();
err_remove_dir:
	debugfs_remove(debug_dir);
	return ret;
}
module_init(gpu_init);

static void __exit gpu_exit(void)
{
	misc_deregister(&gpu_device);
	if (online)
		pins_stop();
	pins_exit();
	regions_exit();
	debugfs_remove(debug_dir);
}
module_exit(gpu_exit);

MODULE_DESCRIPTION("Memory that others may pin, as a GPU's");
MODULE_LICENSE("GPL");
