// SPDX-License-Identifier: GPL-2.0-only
/*
 * The user's view of a NIC: /dev/p2p_nic, and the switch that takes the device
 * offline while files are open, /sys/class/misc/p2p_nic/online.
 */
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "nic.h"

static DEFINE_MUTEX(online_lock);	/* start and stop; no call and no callback takes it */
static bool online = true;
static struct dentry *debug_dir;

union nic_arg {
	struct p2p_nic_register reg;
	struct p2p_nic_transfer transfer;
	struct p2p_nic_wait wait;
	u32 mr;
};

static int nic_call(struct file *file, unsigned int cmd, union nic_arg *arg)
{
	struct xarray *transfers = file->private_data;

	switch (cmd) {
	case P2P_NIC_REGISTER:
		return mr_register(file, &arg->reg, &arg->reg.mr);
	case P2P_NIC_UNREGISTER:
		return mrs_unregister(file, arg->mr, arg->mr);
	case P2P_NIC_TRANSFER:
		return transfer_start(file, transfers, &arg->transfer, &arg->transfer.id);
	case P2P_NIC_WAIT:
		return transfer_wait(transfers, &arg->wait);
	default:
		return -ENOTTY;
	}
}

/* An object whose number cannot be copied to the caller is freed with the file. */
static long nic_ioctl(struct file *file, unsigned int cmd, unsigned long data)
{
	void __user *user = (void __user *)data;
	union nic_arg arg;
	int ret;

	if (_IOC_SIZE(cmd) > sizeof(arg))
		return -ENOTTY;
	if (copy_from_user(&arg, user, _IOC_SIZE(cmd)))
		return -EFAULT;
	ret = nic_call(file, cmd, &arg);
	if (!ret && _IOC_DIR(cmd) & _IOC_READ && copy_to_user(user, &arg, _IOC_SIZE(cmd)))
		return -EFAULT;
	return ret;
}

static int nic_open(struct inode *inode, struct file *file)
{
	struct xarray *transfers;

	if (!READ_ONCE(online))
		return -ENODEV;
	transfers = kmalloc(sizeof(*transfers), GFP_KERNEL_ACCOUNT);
	if (!transfers)
		return -ENOMEM;
	xa_init_flags(transfers, XA_FLAGS_ALLOC1);
	file->private_data = transfers;
	return nonseekable_open(inode, file);
}

static int nic_release(struct inode *inode, struct file *file)
{
	transfers_close(file->private_data);
	mrs_unregister(file, 0, ULONG_MAX);
	kfree(file->private_data);
	return 0;
}

static const struct file_operations nic_fops = {
	.owner = THIS_MODULE,
	.open = nic_open,
	.release = nic_release,
	.unlocked_ioctl = nic_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static ssize_t online_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%d\n", READ_ONCE(online));
}

/* The registrations of open files are of no use any more; the files can only be closed. */
static ssize_t online_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	bool wanted;
	int ret = kstrtobool(buf, &wanted);

	if (ret)
		return ret;
	mutex_lock(&online_lock);
	if (wanted != online) {
		ret = wanted ? mrs_start() : 0;
		WRITE_ONCE(online, wanted && !ret);
		if (!wanted)
			mrs_stop();
	}
	mutex_unlock(&online_lock);
	return ret ?: count;
}
static DEVICE_ATTR_RW(online);

static struct attribute *nic_attrs[] = {
	&dev_attr_online.attr,
	NULL
};
ATTRIBUTE_GROUPS(nic);

static struct miscdevice nic_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "p2p_nic",
	.fops = &nic_fops,
	.groups = nic_groups,
};

static int __init nic_init(void)
{
	int ret = mrs_start();

	if (ret)
		return ret;
	ret = misc_register(&nic_device);
	if (ret) {
		mrs_stop();
		return ret;
	}
	debug_dir = debugfs_create_dir("p2p_nic", NULL);
	debugfs_create_atomic_t("mrs", 0444, debug_dir, &mrs_used);
	debugfs_create_atomic_t("started", 0444, debug_dir, &transfers_started);
	debugfs_create_atomic_t("completed", 0444, debug_dir, &transfers_completed);
	debugfs_create_atomic_t("failed", 0444, debug_dir, &transfers_failed);
	return 0;
}
module_init(nic_init);

static void __exit nic_exit(void)
{
	debugfs_remove(debug_dir);
	misc_deregister(&nic_device);
	if (online)
		mrs_stop();
}
module_exit(nic_exit);

MODULE_DESCRIPTION("Moves bytes between memory of others, as a NIC does");
/* It may be loaded before the peer, but is of no use without it. */
MODULE_SOFTDEP("pre: broker:peer_mem-2");
MODULE_LICENSE("GPL");
