// SPDX-License-Identifier: GPL-2.0-only
/*
 * A NIC with ports. Each port is a platform device, which can be bound and unbound, and an
 * instance of lan_port. Requests are not sent anywhere: an interrupt completes them a
 * moment later.
 *
 * A port's config mutex is held while a driver above is opened, closed or notified of a new
 * MTU; the raw spinlock nests inside it, and is taken in the interrupt. Neither is held
 * while a port is unregistered. The interrupt finds clients under RCU.
 */
#include <linux/device.h>
#include <linux/hrtimer.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/sysfs.h>
#include <linux/broker/provider.h>

#include "compat.h"
#include "lan_port.h"

/* Of two ports with one name, drivers above choose the one with the higher priority. */
#ifndef LAN_PRIORITY
#define LAN_PRIORITY	0
#endif

#define PORTS_MAX	64
#define QUEUES_MAX	8
#define RING_SIZE	64		/* a power of two */
#define INTERRUPT_NS	(200 * NSEC_PER_USEC)

static unsigned int ports = 2;
module_param(ports, uint, 0444);
MODULE_PARM_DESC(ports, "How many there are, at most 64");

struct lan_port {
	struct broker_provider provider;
	char name[16];
	struct mutex config;		/* protects mtu and the list of open clients */
	u32 mtu;
	struct list_head clients;	/* written with config and lock held */
	raw_spinlock_t lock;		/* for the clients' queues and rings */
	struct hrtimer interrupt;
};

struct lan_request {
	u32 queue;
	u64 cookie;
};

/* The NIC's state for a driver above a port. */
struct lan_client {
	struct list_head node;
	struct lan_port *port;
	struct broker_peer *peer;
	bool open;
	u32 queues;
	u32 head;			/* requests posted */
	u32 due;			/* requests posted before the last interrupt */
	u32 tail;			/* requests completed */
	struct lan_request ring[RING_SIZE];
	struct rcu_head rcu;
};

static bool client_next(struct lan_client *client, struct lan_request *request)
{
	bool is_due;

	raw_spin_lock(&client->port->lock);
	is_due = client->tail != client->due;
	if (is_due)
		*request = client->ring[client->tail++ % RING_SIZE];
	raw_spin_unlock(&client->port->lock);
	return is_due;
}

/* The driver above may call post() meanwhile, and may have been detached. */
static void client_interrupt(struct lan_client *client)
{
	struct broker_peer *peer = client->peer;
	struct lan_request request;

	if (!broker_enter_peer(peer, client))
		return;
	while (client_next(client, &request))
		broker_callbacks(peer, lan_port)->completed(broker_user(peer), request.queue,
							    request.cookie);
	broker_exit_peer(peer);
}

/* Requests that are posted from here on are left to the next interrupt. */
static enum hrtimer_restart port_interrupt(struct hrtimer *timer)
{
	struct lan_port *port = container_of(timer, struct lan_port, interrupt);
	struct lan_client *client;

	raw_spin_lock(&port->lock);
	list_for_each_entry(client, &port->clients, node)
		client->due = client->head;
	raw_spin_unlock(&port->lock);
	rcu_read_lock();
	list_for_each_entry_rcu(client, &port->clients, node)
		client_interrupt(client);
	rcu_read_unlock();
	return HRTIMER_NORESTART;
}

static int lan_setup_queues(struct lan_client *client, u32 queues)
{
	if (!queues || queues > QUEUES_MAX)
		return -EINVAL;
	raw_spin_lock_irq(&client->port->lock);
	client->queues = queues;
	raw_spin_unlock_irq(&client->port->lock);
	return 0;
}

/* An interrupt that is queued will see this request; otherwise one is queued. */
static int lan_post(struct lan_client *client, u32 queue, u64 cookie)
{
	struct lan_port *port = client->port;
	unsigned long flags;
	int ret = 0;

	raw_spin_lock_irqsave(&port->lock, flags);
	if (queue >= client->queues)
		ret = -EINVAL;
	else if (client->head - client->tail == RING_SIZE)
		ret = -EAGAIN;
	else
		client->ring[client->head++ % RING_SIZE] = (struct lan_request){ queue, cookie };
	if (!ret && !hrtimer_is_queued(&port->interrupt))
		hrtimer_start(&port->interrupt, ns_to_ktime(INTERRUPT_NS), HRTIMER_MODE_REL_HARD);
	raw_spin_unlock_irqrestore(&port->lock, flags);
	return ret;
}

static void client_open(struct lan_client *client)
{
	struct lan_info info = {
		.size = sizeof(info),
		.mtu = client->port->mtu,
		.max_queues = QUEUES_MAX,
	};
	struct broker_peer *peer = client->peer;
	int ret;

	lockdep_assert_held(&client->port->config);
	if (!broker_enter_peer(peer, client))
		return;
	ret = broker_callbacks(peer, lan_port)->open(broker_user(peer), &info);
	broker_exit_peer(peer);
	client->open = !ret;
	if (ret)
		pr_err("%s: %s: open failed with %d\n", KBUILD_MODNAME, client->port->name, ret);
}

static void client_close(struct lan_client *client, bool reset)
{
	struct broker_peer *peer = client->peer;

	lockdep_assert_held(&client->port->config);
	if (client->open && broker_enter_peer(peer, client)) {
		broker_callbacks(peer, lan_port)->close(broker_user(peer), reset);
		broker_exit_peer(peer);
	}
	client->open = false;
	raw_spin_lock_irq(&client->port->lock);
	client->queues = 0;
	client->due = client->head;
	client->tail = client->head;
	raw_spin_unlock_irq(&client->port->lock);
}

static void lan_unregister(struct lan_client *client)
{
	mutex_lock(&client->port->config);
	client_close(client, false);
	mutex_unlock(&client->port->config);
}

static const struct lan_port_ops port_ops = {
	.setup_queues = lan_setup_queues,
	.post = lan_post,
	.unregister = lan_unregister,
};

static int client_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct lan_port *port = container_of(provider, struct lan_port, provider);
	struct lan_client *client = kzalloc(sizeof(*client), GFP_KERNEL);

	if (!client)
		return -ENOMEM;
	client->port = port;
	client->peer = peer;
	peer->priv = client;
	mutex_lock(&port->config);
	raw_spin_lock_irq(&port->lock);
	list_add_tail_rcu(&client->node, &port->clients);
	raw_spin_unlock_irq(&port->lock);
	mutex_unlock(&port->config);
	return 0;
}

/* Calls are possible in both directions, so the first open() can set up queues. */
static void client_ready(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct lan_client *client = peer->priv;

	mutex_lock(&client->port->config);
	client_open(client);
	mutex_unlock(&client->port->config);
}

/* The interrupt may have found the client: it is freed after a grace period. */
static void client_detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct lan_client *client = peer->priv;
	struct lan_port *port = client->port;

	mutex_lock(&port->config);
	raw_spin_lock_irq(&port->lock);
	list_del_rcu(&client->node);
	raw_spin_unlock_irq(&port->lock);
	mutex_unlock(&port->config);
	kfree_rcu(client, rcu);
}

/* Each port has a copy. */
DEFINE_BROKER_PROVIDER(port_provider, lan_port, &port_ops, .priority = LAN_PRIORITY,
		       .attach = client_attach, .ready = client_ready, .detach = client_detach);

static ssize_t mtu_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lan_port *port = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%u\n", READ_ONCE(port->mtu));
}

static ssize_t mtu_store(struct device *dev, struct device_attribute *attr, const char *buf,
			 size_t size)
{
	struct lan_port *port = dev_get_drvdata(dev);
	struct lan_client *client;
	u32 mtu;
	int ret;

	ret = kstrtou32(buf, 0, &mtu);
	if (ret)
		return ret;
	if (mtu < 68 || mtu > 9216)
		return -EINVAL;
	mutex_lock(&port->config);
	WRITE_ONCE(port->mtu, mtu);
	list_for_each_entry(client, &port->clients, node) {
		struct broker_peer *peer = client->peer;

		if (!client->open || !broker_enter_peer(peer, client))
			continue;
		if (broker_has(broker_callbacks(peer, lan_port), mtu_changed))
			broker_callbacks(peer, lan_port)->mtu_changed(broker_user(peer), mtu);
		broker_exit_peer(peer);
	}
	mutex_unlock(&port->config);
	return size;
}
static DEVICE_ATTR_RW(mtu);

static ssize_t queues_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lan_port *port = dev_get_drvdata(dev);
	struct lan_client *client;
	u32 queues = 0;

	raw_spin_lock_irq(&port->lock);
	list_for_each_entry(client, &port->clients, node)
		queues += client->queues;
	raw_spin_unlock_irq(&port->lock);
	return sysfs_emit(buf, "%u\n", queues);
}
static DEVICE_ATTR_RO(queues);

static ssize_t reset_store(struct device *dev, struct device_attribute *attr, const char *buf,
			   size_t size)
{
	struct lan_port *port = dev_get_drvdata(dev);
	struct lan_client *client;

	mutex_lock(&port->config);
	list_for_each_entry(client, &port->clients, node) {
		client_close(client, true);
		client_open(client);
	}
	mutex_unlock(&port->config);
	return size;
}
static DEVICE_ATTR_WO(reset);

static struct attribute *port_attrs[] = {
	&dev_attr_mtu.attr,
	&dev_attr_queues.attr,
	&dev_attr_reset.attr,
	NULL
};
ATTRIBUTE_GROUPS(port);

/* Once the port is unregistered no client is attached, so no interrupt is started. */
static void port_unplug(void *data)
{
	struct lan_port *port = data;
	int ret = broker_provider_unregister(&port->provider);

	hrtimer_cancel(&port->interrupt);
	if (!ret)
		kfree(port);
}

static int port_plug(struct platform_device *pdev)
{
	struct lan_port *port = kzalloc(sizeof(*port), GFP_KERNEL);
	int ret;

	if (!port)
		return -ENOMEM;
	mutex_init(&port->config);
	raw_spin_lock_init(&port->lock);
	INIT_LIST_HEAD(&port->clients);
	hrtimer_setup(&port->interrupt, port_interrupt, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
	port->mtu = 1500;
	snprintf(port->name, sizeof(port->name), "lan%d", pdev->id);
	port->provider = port_provider;
	port->provider.instance = port->name;
	platform_set_drvdata(pdev, port);
	ret = broker_provider_register(&port->provider);
	if (ret) {
		kfree(port);
		return ret;
	}
	return devm_add_action_or_reset(&pdev->dev, port_unplug, port);
}

static struct platform_driver nic_driver = {
	.probe = port_plug,
	.driver = {
		.name = KBUILD_MODNAME,
		.dev_groups = port_groups,
	},
};

static struct platform_device *devices[PORTS_MAX];

static void nic_end(void)
{
	unsigned int i;

	platform_driver_unregister(&nic_driver);
	for (i = 0; i < ports; i++)
		platform_device_unregister(devices[i]);
}

static int __init nic_init(void)
{
	unsigned int i;
	int ret;

	if (!ports || ports > PORTS_MAX) {
		pr_err("%s: ports=%u is not from 1 to %u\n", KBUILD_MODNAME, ports, PORTS_MAX);
		return -EINVAL;
	}
	ret = platform_driver_register(&nic_driver);
	if (ret)
		return ret;
	for (i = 0; i < ports; i++) {
		struct platform_device *device =
			platform_device_register_simple(KBUILD_MODNAME, i, NULL, 0);

		if (IS_ERR(device)) {
			nic_end();
			return PTR_ERR(device);
		}
		devices[i] = device;
	}
	return 0;
}
module_init(nic_init);

static void __exit nic_exit(void)
{
	nic_end();
}
module_exit(nic_exit);

MODULE_DESCRIPTION("A NIC with ports that drivers above may use");
MODULE_LICENSE("GPL");
