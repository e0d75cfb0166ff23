// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of GPUs: /dev/p2p_gpu0 and so on, and the switch that takes a device offline
 * while files are open, /sys/class/misc/p2p_gpu0/online.
 */
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include "gpu.h"

#define GPUS_MAX	8

static unsigned int count = 2;
module_param_named(gpus, count, uint, 0444);
MODULE_PARM_DESC(gpus, "How many there are, at most 8");

static struct gpu gpus[GPUS_MAX];
static struct dentry *debug_dir;

/* misc_open() has stored @misc in the file, and misc_register() in the device. */
static struct gpu *gpu_of(struct miscdevice *misc)
{
	return container_of(misc, struct gpu, misc);
}

union gpu_arg {
	struct p2p_gpu_alloc alloc;
	struct p2p_gpu_copy copy;
	u32 handle;
};

static int gpu_call(struct file *file, unsigned int cmd, union gpu_arg *arg)
{
	struct gpu *gpu = gpu_of(file->private_data);

	switch (cmd) {
	case P2P_GPU_ALLOC:
		if (arg->alloc.flags)
			return -EINVAL;
		return READ_ONCE(gpu->online) ?
		       region_alloc(gpu, file, arg->alloc.size, &arg->alloc.handle) : -ENODEV;
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

/* A region whose handle cannot be copied to the caller is freed with the file. */
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
	return READ_ONCE(gpu_of(file->private_data)->online) ? nonseekable_open(inode, file)
							     : -ENODEV;
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
	return sysfs_emit(buf, "%d\n", READ_ONCE(gpu_of(dev_get_drvdata(dev))->online));
}

/* Memory that is allocated while the device is taken offline may or may not be lost. */
static ssize_t online_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t size)
{
	struct gpu *gpu = gpu_of(dev_get_drvdata(dev));
	bool wanted;
	int ret = kstrtobool(buf, &wanted);

	if (ret)
		return ret;
	mutex_lock(&gpu->online_lock);
	if (wanted != gpu->online) {
		ret = wanted ? pins_start(gpu) : 0;
		WRITE_ONCE(gpu->online, wanted && !ret);
		if (!wanted) {
			pins_stop(gpu);
			regions_lost(gpu);
		}
	}
	mutex_unlock(&gpu->online_lock);
	return ret ?: size;
}
static DEVICE_ATTR_RW(online);

static struct attribute *gpu_attrs[] = {
	&dev_attr_online.attr,
	NULL
};
ATTRIBUTE_GROUPS(gpu);

static int gpu_start(struct gpu *gpu, unsigned int number)
{
	int ret;

	snprintf(gpu->name, sizeof(gpu->name), "p2p_gpu%u", number);
	mutex_init(&gpu->online_lock);
	xa_init_flags(&gpu->pins, XA_FLAGS_ALLOC1);
	gpu->misc = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = gpu->name,
		.fops = &gpu_fops,
		.groups = gpu_groups,
	};
	ret = pins_start(gpu);
	if (ret)
		return ret;
	gpu->online = true;
	ret = misc_register(&gpu->misc);
	if (ret)
		pins_stop(gpu);
	return ret;
}

/* No device is open. */
static void gpus_stop(unsigned int number)
{
	while (number--) {
		misc_deregister(&gpus[number].misc);
		if (gpus[number].online)
			pins_stop(&gpus[number]);
	}
}

static int __init gpu_init(void)
{
	unsigned int i;
	int ret;

	if (!count || count > GPUS_MAX) {
		pr_err("%s: gpus=%u is not from 1 to %u\n", KBUILD_MODNAME, count, GPUS_MAX);
		return -EINVAL;
	}
	for (i = 0; i < count; i++) {
		ret = gpu_start(&gpus[i], i);
		if (ret) {
			gpus_stop(i);
			return ret;
		}
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
	gpus_stop(count);
}
module_exit(gpu_exit);

MODULE_DESCRIPTION("Memory that others may pin, as a GPU's");
MODULE_LICENSE("GPL");
