// SPDX-License-Identifier: GPL-2.0-only
/*
 * A driver above the ports of NICs, like an RDMA driver. It uses each port of each NIC for
 * as long as the port exists. It keeps requests in progress: the interrupt that completes
 * one posts the next one.
 */
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/broker/consumer.h>

#include "lan_port.h"

#define QUEUES	4

static unsigned int depth = 4;
module_param(depth, uint, 0644);
MODULE_PARM_DESC(depth, "How many requests each port is opened with");

/* The driver's state for a port. */
struct lan_upper {
	struct list_head node;
	struct broker_link *link;
	char name[BROKER_INSTANCE_MAX + 1];
	bool open;
	u32 mtu;
	u32 number;			/* in cookies, to identify the port */
	atomic64_t completed;
	struct rcu_head rcu;
};

static LIST_HEAD(uppers);
static DEFINE_SPINLOCK(uppers_lock);	/* writers of the list; last_number */
static u32 last_number;
static struct device *device;

/* May be called in any context. */
static int upper_post(struct lan_upper *upper, u32 queue)
{
	struct broker_link *link = upper->link;
	int ret;

	if (!broker_enter_link(link, upper))
		return -ENODEV;
	ret = broker_ops(link, lan_port)->post(broker_provider_of(link), queue, upper->number);
	broker_exit(link);
	return ret;
}

static int rdma_open(struct lan_upper *upper, const struct lan_info *info)
{
	struct broker_link *link = upper->link;
	u32 queues = min_t(u32, QUEUES, info->max_queues), i;
	int ret;

	if (!broker_enter_link(link, upper))
		return -ENODEV;
	ret = broker_ops(link, lan_port)->setup_queues(broker_provider_of(link), queues);
	broker_exit(link);
	if (ret)
		return ret;
	WRITE_ONCE(upper->mtu, info->mtu);
	WRITE_ONCE(upper->open, true);
	for (i = 0; i < READ_ONCE(depth) && !ret; i++)
		ret = upper_post(upper, i % queues);
	return 0;
}

static void rdma_close(struct lan_upper *upper, bool reset)
{
	WRITE_ONCE(upper->open, false);
}

/* Runs in the interrupt. If the link was revoked meanwhile, no request follows. */
static void rdma_completed(struct lan_upper *upper, u32 queue, u64 cookie)
{
	if (cookie != upper->number)
		pr_err("%s: %s: completed a request of another\n", KBUILD_MODNAME, upper->name);
	atomic64_inc(&upper->completed);
	if (READ_ONCE(upper->open))
		upper_post(upper, queue);
}

static void rdma_mtu_changed(struct lan_upper *upper, u32 mtu)
{
	WRITE_ONCE(upper->mtu, mtu);
}

static const struct lan_port_callbacks rdma_callbacks = {
	.open = rdma_open,
	.close = rdma_close,
	.completed = rdma_completed,
	.mtu_changed = rdma_mtu_changed,
};

static int rdma_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct lan_upper *upper = kzalloc(sizeof(*upper), GFP_KERNEL);

	if (!upper)
		return -ENOMEM;
	upper->link = link;
	strscpy(upper->name, broker_link_instance(link), sizeof(upper->name));
	link->priv = upper;
	spin_lock(&uppers_lock);
	upper->number = ++last_number;
	list_add_tail_rcu(&upper->node, &uppers);
	spin_unlock(&uppers_lock);
	return 0;
}

static void rdma_stop(struct broker_consumer *consumer, struct broker_link *link)
{
	broker_ops(link, lan_port)->unregister(broker_provider_of(link));
}

/* A reader of the list may have found the port and be about to enter the link. */
static void rdma_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct lan_upper *upper = link->priv;

	spin_lock(&uppers_lock);
	list_del_rcu(&upper->node);
	spin_unlock(&uppers_lock);
	kfree_rcu(upper, rcu);
}

DEFINE_BROKER_CONSUMER_TWO_WAY(rdma, lan_port, 0, &rdma_callbacks,
			       .flags = BROKER_EVERY | BROKER_MOVABLE, .attach = rdma_attach,
			       .stop = rdma_stop, .detach = rdma_detach);

/* "PORT MTU COMPLETED", or "PORT closed COMPLETED" */
static ssize_t ports_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lan_upper *upper;
	int at = 0;

	rcu_read_lock();
	list_for_each_entry_rcu(upper, &uppers, node) {
		at += sysfs_emit_at(buf, at, "%s ", upper->name);
		if (READ_ONCE(upper->open))
			at += sysfs_emit_at(buf, at, "%u", READ_ONCE(upper->mtu));
		else
			at += sysfs_emit_at(buf, at, "closed");
		at += sysfs_emit_at(buf, at, " %lld\n", atomic64_read(&upper->completed));
	}
	rcu_read_unlock();
	return at;
}
static DEVICE_ATTR_RO(ports);

/* Post the given number of requests on each port. */
static ssize_t post_store(struct device *dev, struct device_attribute *attr, const char *buf,
			  size_t size)
{
	struct lan_upper *upper;
	u16 count;
	int ret;

	ret = kstrtou16(buf, 0, &count);
	if (ret)
		return ret;
	while (count--) {
		rcu_read_lock();
		list_for_each_entry_rcu(upper, &uppers, node)
			upper_post(upper, count % QUEUES);
		rcu_read_unlock();
		cond_resched();
	}
	return size;
}
static DEVICE_ATTR_WO(post);

static struct attribute *rdma_attrs[] = {
	&dev_attr_ports.attr,
	&dev_attr_post.attr,
	NULL
};
ATTRIBUTE_GROUPS(rdma);

static int __init rdma_init(void)
{
	int ret;

	device = root_device_register(KBUILD_MODNAME);
	if (IS_ERR(device))
		return PTR_ERR(device);
	ret = device_add_groups(device, rdma_groups);
	if (ret)
		goto err_device;
	ret = broker_consumer_register(&rdma);
	if (ret)
		goto err_groups;
	return 0;

err_groups:
	device_remove_groups(device, rdma_groups);
err_device:
	root_device_unregister(device);
	return ret;
}
module_init(rdma_init);

static void __exit rdma_exit(void)
{
	broker_consumer_unregister(&rdma);
	device_remove_groups(device, rdma_groups);
	root_device_unregister(device);
}
module_exit(rdma_exit);

MODULE_DESCRIPTION("A driver above the ports of lan_nic");
MODULE_SOFTDEP("pre: broker:lan_port-1");
MODULE_LICENSE("GPL");
