/* SPDX-License-Identifier: GPL-2.0-only */
/* A client: it has memory at the addresses from PEER_BASE on, which begins with this number. */
#include <linux/dma-mapping.h>
#include <linux/broker/consumer.h>

#include "peer_memory.h"

#define PEER_SIZE	(16 * PAGE_SIZE)

static void *memory;		/* while the client is attached */

static int acquired;		/* contexts that the core has; it makes one call at a time */
module_param(acquired, int, 0444);

static int memory_acquire(unsigned long addr, size_t size, void **context)
{
	if (addr < PEER_BASE || !size || size > PEER_SIZE || addr - PEER_BASE > PEER_SIZE - size)
		return 0;
	*context = memory + (addr - PEER_BASE);
	acquired++;
	return 1;
}

static int memory_get_pages(unsigned long addr, size_t size, int write, int force,
			    struct sg_table *sg, void *context, u64 core_context)
{
	int ret = sg_alloc_table(sg, 1, GFP_KERNEL);

	if (!ret)
		sg_set_buf(sg->sgl, context, size);
	return ret;
}

static int memory_dma_map(struct sg_table *sg, void *context, struct device *dev, int dmasync,
			  int *nmap)
{
	*nmap = 1;
	return dma_map_sgtable(dev, sg, DMA_BIDIRECTIONAL, 0);
}

static int memory_dma_unmap(struct sg_table *sg, void *context, struct device *dev)
{
	dma_unmap_sgtable(dev, sg, DMA_BIDIRECTIONAL, 0);
	return 0;
}

static void memory_put_pages(struct sg_table *sg, void *context)
{
	sg_free_table(sg);
}

static unsigned long memory_page_size(void *context)
{
	return PAGE_SIZE;
}

static void memory_release(void *context)
{
	acquired--;
}

static const struct peer_memory_callbacks callbacks = {
	.acquire = memory_acquire,
	.get_pages = memory_get_pages,
	.dma_map = memory_dma_map,
	.dma_unmap = memory_dma_unmap,
	.put_pages = memory_put_pages,
	.get_page_size = memory_page_size,
	.release = memory_release,
};

static int client_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	memory = alloc_pages_exact(PEER_SIZE, GFP_KERNEL | __GFP_ZERO);
	if (!memory)
		return -ENOMEM;
	*(u32 *)memory = PEER_BASE;
	acquired = 0;
	return 0;
}

/* The core puts all contexts, and makes no more calls. */
static void client_stop(struct broker_consumer *consumer, struct broker_link *link)
{
	broker_ops(link, peer_memory)->invalidate(broker_provider_of(link), 0);
}

static void client_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	free_pages_exact(memory, PEER_SIZE);
}

DEFINE_BROKER_CONSUMER_TWO_WAY(client, peer_memory, 0, &callbacks, .attach = client_attach,
			       .stop = client_stop, .detach = client_detach);
module_broker_consumer(client);

/* The client takes back the memory with this core_context. */
static int take_back_set(const char *value, const struct kernel_param *param)
{
	struct broker_link *link = broker_enter(&client);
	u64 id;
	int ret;

	if (!link)
		return -ENODEV;
	ret = kstrtou64(value, 0, &id) ?:
		broker_ops(link, peer_memory)->invalidate(broker_provider_of(link), id);
	broker_exit(link);
	return ret;
}

static const struct kernel_param_ops take_back_ops = { .set = take_back_set };
module_param_cb(take_back, &take_back_ops, NULL, 0200);

MODULE_DESCRIPTION("Test: memory for a core");
MODULE_LICENSE("GPL");
