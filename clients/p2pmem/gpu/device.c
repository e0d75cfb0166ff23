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

union gpu_arg {
	struct p2p_gpu_alloc alloc;
	struct p2p_gpu_copy copy;
	u32 handle;
};

static int gpu_call(struct file *file, unsigned int cmd, union gpu_arg *arg)
{
	switch (cmd) {
	case P2P_GPU_ALLOC:
		if (arg->alloc.flags)
			return -EINVAL;
		return READ_ONCE(online) ? region_alloc(file, arg->alloc.size, &arg->alloc.handle)
					 : -ENODEV;
	case P2P_GPU_FREE:
		return regions_free(file, arg->handle, arg->handle, true);
	case P2P_GPU_WRITE:
	case P2P_GPU_READ:
		return arg->copy.flags ? -EINVAL
				       : region_copy(file, &arg->copy, cmd == P2P_GPU_WRITE);
	default:
		return -ENOTTY;
	}
}

/* What was made, but could not be told, goes with the file. */
static long gpu_ioctl(struct file *file, unsigned int cmd, unsigned long data)
{
	void __user *user = (void __user *)data;
	union gpu_arg arg;
	int ret;

	if (_IOC_SIZE(cmd) > sizeof(arg))
		return -ENOTTY;
	if (copy_from_user(&arg, user, _IOC_SIZE(cmd)))
		return -EFAULT;
	ret = gpu_call(file, cmd, &arg);
	if (!ret && _IOC_DIR(cmd) & _IOC_READ && copy_to_user(user, &arg, _IOC_SIZE(cmd)))
		return -EFAULT;
	return ret;
}

static int gpu_open(struct inode *inode, struct file *file)
{
	return READ_ONCE(online) ? nonseekable_open(inode, file) : -ENODEV;
}

static int gpu_release(struct inode *inode, struct file *file)
{
	regions_free(file, 0, ULONG_MAX, false);
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
static ssize_t online_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	bool wanted;
	int ret = kstrtobool(buf, &wanted);

	if (ret)
		return ret;
	mutex_lock(&online_lock);
	if (wanted != online) {
		ret = wanted ? pins_start() : 0;
		WRITE_ONCE(online, wanted && !ret);
		if (!wanted) {
			pins_stop();
			regions_lost();
		}
	}
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
	int ret = pins_start();

	if (ret)
		return ret;
	ret = misc_register(&gpu_device);
	if (ret) {
		pins_stop();
		return ret;
	}
	debug_dir = debugfs_create_dir("p2p_gpu", NULL);
	debugfs_create_atomic_t("pages", 0444, debug_dir, &pages_count);
	debugfs_create_atomic_t("pins", 0444, debug_dir, &pins_count);
	return 0;
}
module_init(gpu_init);

static void __exit gpu_exit(void)
{
	debugfs_remove(debug_dir);
	misc_deregister(&gpu_device);
	if (online)
		pins_stop();
}
module_exit(gpu_exit);

MODULE_DESCRIPTION("Memory that others may pin, as a GPU's");
MODULE_LICENSE("GPL");
