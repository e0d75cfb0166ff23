// SPDX-License-Identifier: GPL-2.0-only
/*
 * The core: it registers memory by its address, and asks each client whether it owns it. Clients
 * and regions are found, and clients called, under one mutex.
 */
#include <linux/dma-mapping.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/broker/provider.h>

#include "peer_memory.h"

struct region {
	struct list_head node;
	struct peer_client *client;
	unsigned long addr;
	u64 id;				/* the client's core_context */
	void *context;			/* the client's */
	struct sg_table sg;
};

struct peer_client {
	struct list_head node;
	struct broker_peer *peer;
};

static DEFINE_MUTEX(lock);		/* for all; nothing is unregistered under it */
static LIST_HEAD(clients);
static LIST_HEAD(regions);
static u64 last_id;
static struct platform_device *device;

/* Inside the client. -ENODEV: it is not the client's. */
static int region_get(struct peer_client *client, struct region *region, size_t size)
{
	const struct peer_memory_callbacks *ops = broker_callbacks(client->peer, peer_memory);
	int nmap, ret = -EINVAL;

	if (ops->acquire(region->addr, size, &region->context) != 1)
		return -ENODEV;
	region->client = client;
	region->id = ++last_id;
	if ((region->addr | size) % ops->get_page_size(region->context))
		goto err_release;
	ret = ops->get_pages(region->addr, size, 1, 1, &region->sg, region->context, region->id);
	if (ret)
		goto err_release;
	ret = ops->dma_map(&region->sg, region->context, &device->dev, 0, &nmap);
	if (ret)
		goto err_put_pages;
	list_add_tail(&region->node, &regions);
	return 0;

err_put_pages:
	ops->put_pages(&region->sg, region->context);
err_release:
	ops->release(region->context);
	return ret;
}

/* A client that forgot to unregister cannot be called any more: its memory is leaked. */
static void region_put(struct region *region)
{
	struct broker_peer *peer = region->client->peer;

	list_del(&region->node);
	if (broker_enter_peer(peer, region->client)) {
		const struct peer_memory_callbacks *ops = broker_callbacks(peer, peer_memory);

		ops->dma_unmap(&region->sg, region->context, &device->dev);
		ops->put_pages(&region->sg, region->context);
		ops->release(region->context);
		broker_exit_peer(peer);
	} else {
		dma_unmap_sgtable(&device->dev, &region->sg, DMA_BIDIRECTIONAL, 0);
		sg_free_table(&region->sg);
	}
	kfree(region);
}

/* Those of a client, or for NULL of any; those of an id, or for 0 all. */
static int regions_put(const struct peer_client *client, u64 id)
{
	struct region *region, *next;
	int ret = -ENOENT;

	lockdep_assert_held(&lock);
	list_for_each_entry_safe(region, next, &regions, node) {
		if ((client && client != region->client) || (id && id != region->id))
			continue;
		region_put(region);
		ret = 0;
	}
	return ret;
}

static int core_invalidate(struct peer_client *client, u64 core_context)
{
	int ret;

	mutex_lock(&lock);
	if (!core_context)
		list_del_init(&client->node);	/* it is no longer asked */
	ret = regions_put(client, core_context);
	mutex_unlock(&lock);
	return ret;
}

static const struct peer_memory_ops core_ops = { .invalidate = core_invalidate };

static int core_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct peer_client *client = kzalloc(sizeof(*client), GFP_KERNEL);

	if (!client)
		return -ENOMEM;
	client->peer = peer;
	peer->priv = client;
	mutex_lock(&lock);
	list_add_tail(&client->node, &clients);
	mutex_unlock(&lock);
	return 0;
}

static void core_detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct peer_client *client = peer->priv;

	mutex_lock(&lock);
	list_del(&client->node);
	regions_put(client, 0);
	mutex_unlock(&lock);
	kfree(client);
}

DEFINE_BROKER_PROVIDER(core, peer_memory, &core_ops, .attach = core_attach, .detach = core_detach);

/* Finds the client that owns it. */
static int region_register(unsigned long addr, size_t size)
{
	struct region *region = kzalloc(sizeof(*region), GFP_KERNEL);
	struct peer_client *client;
	int ret = -ENODEV;

	if (!region)
		return -ENOMEM;
	region->addr = addr;
	list_for_each_entry(client, &clients, node) {
		if (!broker_enter_peer(client->peer, client))
			continue;
		ret = region_get(client, region, size);
		broker_exit_peer(client->peer);
		if (ret != -ENODEV)
			break;
	}
	if (ret)
		kfree(region);
	return ret;
}

/* "ADDRESS SIZE" registers, "ID" deregisters. */
static int regions_set(const char *value, const struct kernel_param *param)
{
	unsigned long number;
	size_t size;
	int count = sscanf(value, "%li %zi", &number, &size), ret;

	if (count < 1)
		return -EINVAL;
	mutex_lock(&lock);
	ret = count == 2 ? region_register(number, size) : regions_put(NULL, number);
	mutex_unlock(&lock);
	return ret;
}

/* "ID ADDRESS WORD", with the first word of the memory */
static int regions_show(char *buffer, const struct kernel_param *param)
{
	struct region *region;
	int length = 0;

	mutex_lock(&lock);
	list_for_each_entry(region, &regions, node)
		length += sysfs_emit_at(buffer, length, "%llu %#lx %#x\n", region->id,
					region->addr, *(u32 *)sg_virt(region->sg.sgl));
	mutex_unlock(&lock);
	return length;
}

static const struct kernel_param_ops regions_ops = { .set = regions_set, .get = regions_show };
module_param_cb(regions, &regions_ops, NULL, 0600);

static int __init core_init(void)
{
	int ret;

	device = platform_device_register_simple("peer_core", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	ret = dma_coerce_mask_and_coherent(&device->dev, DMA_BIT_MASK(64)) ?:
		broker_provider_register(&core);
	if (ret)
		platform_device_unregister(device);
	return ret;
}
module_init(core_init);

static void __exit core_exit(void)
{
	broker_provider_unregister(&core);
	platform_device_unregister(device);
}
module_exit(core_exit);

MODULE_DESCRIPTION("Test: a core that registers the memory of clients");
MODULE_LICENSE("GPL");
