// SPDX-License-Identifier: GPL-2.0-only
/*
 * A NIC as far as its user sees it: /dev/p2p_nic, and the switch that takes the
 * device away while files are open, /sys/class/misc/p2p_nic/online.
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

static DEFINE_MUTEX(online_lock);	/* who starts and stops; no call and no callback takes it */
static bool online = true;
static struct dentry *debug_dir;

static int nic_register(struct file *file, void __user *arg)
{
	struct p2p_nic_register reg;
	int ret;

	if (copy_from_user(&reg, arg, sizeof(reg)))
		return -EFAULT;
	ret = mr_register(file, &reg, &reg.mr);
	if (ret)
		return ret;
	if (copy_to_user(arg, &reg, sizeof(reg))) {
		mr_unregister(file, reg.mr);
		return -EFAULT;
	}
	return 0;
}

static int nic_unregister(struct file *file, void __user *arg)
{
	u32 id;

	if (copy_from_user(&id, arg, sizeof(id)))
		return -EFAULT;
	return mr_unregister(file, id);
}

/* If its id cannot be told it runs all the same; the file's end ends it. */
static int nic_transfer(struct file *file, void __user *arg)
{
	struct p2p_nic_transfer request;
	int ret;

	if (copy_from_user(&request, arg, sizeof(request)))
		return -EFAULT;
	ret = transfer_start(file, file->private_data, &request, &request.id);
	if (ret)
		return ret;
	return copy_to_user(arg, &request, sizeof(request)) ? -EFAULT : 0;
}

static int nic_wait(struct file *file, void __user *arg)
{
	struct p2p_nic_wait wait;
	int ret;

	if (copy_from_user(&wait, arg, sizeof(wait)))
		return -EFAULT;
	ret = transfer_wait(file->private_data, &wait);
	if (ret)
		return ret;
	return copy_to_user(arg, &wait, sizeof(wait)) ? -EFAULT : 0;
}

static long nic_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *data = (void __user *)arg;

	switch (cmd) {
	case P2P_NIC_REGISTER:
		return nic_register(file, data);
	case P2P_NIC_UNREGISTER:
		return nic_unregister(file, data);
	case P2P_NIC_TRANSFER:
		return nic_transfer(file, data);
	case P2P_NIC_WAIT:
		return nic_wait(file, data);
	default:
		return -ENOTTY;
	}
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
	mrs_close(file);
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

/* What files had is of no use any more, and they can but be closed. */
static void take_away(void)
{
	WRITE_ONCE(online, false);
	mrs_stop();
}

static int bring_back(void)
{
	int ret = mrs_start();

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
	int ret;

	debug_dir = debugfs_create_dir("p2p_nic", NULL);
	mrs_init(debug_dir);
	ret = transfers_init(debug_dir);
	if (ret)
		goto err_remove_dir;
	ret = mrs_start();
	if (ret)
		goto err_transfers;
	ret = misc_register(&nic_device);
	if (ret)
		goto err_stop;
	return 0;

err_stop:
	mrs_stop();
err_transfers:
	transfers_exit();
err_remove_dir:
	debugfs_remove(debug_dir);
	return ret;
}
module_init(nic_init);

/* Transfers of closed files may be on their way still. */
static void __exit nic_exit(void)
{
	misc_deregister(&nic_device);
	if (online)
		mrs_stop();
	transfers_exit();
	mrs_exit();
	debugfs_remove(debug_dir);
}
module_exit(nic_exit);

MODULE_DESCRIPTION("Moves bytes between memory of others, as a NIC does");
MODULE_LICENSE("GPL");
