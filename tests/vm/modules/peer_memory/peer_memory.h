/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The API peer_memory_client of RDMA drivers: memory of GPUs and the like is registered
 * with a core by its address. The seven functions of a client are callbacks, and the function
 * that ib_register_peer_memory_client() returned, invalidate, is an operation.
 *
 * The core calls back under its mutex, one callback at a time. Therefore a client does not call
 * invalidate() in a callback, nor with a lock held that one of its callbacks takes.
 */
#ifndef _PEER_MEMORY_H
#define _PEER_MEMORY_H

#include <linux/broker/interface.h>

struct device;
struct peer_client;		/* what the core keeps for a client */
struct sg_table;

/* Stop using the region of this context; 0: all, and register no more. Done on return. */
#define PEER_MEMORY_OPS(OP)						\
	OP(0, sleep, int, invalidate, (struct peer_client *client, u64 core_context))

/* acquire: are these addresses the client's? Returns 1 and sets a context, or 0. */
#define PEER_MEMORY_CALLBACKS(CALLBACK)					\
	CALLBACK(0, sleep, int, acquire, (unsigned long addr, size_t size, void **context)) \
	CALLBACK(0, sleep, int, get_pages, (unsigned long addr, size_t size, int write, \
					    int force, struct sg_table *sg, void *context, \
					    u64 core_context))		\
	CALLBACK(0, sleep, int, dma_map, (struct sg_table *sg, void *context, \
					  struct device *dev, int dmasync, int *nmap)) \
	CALLBACK(0, sleep, int, dma_unmap, (struct sg_table *sg, void *context, \
					    struct device *dev))	\
	CALLBACK(0, sleep, void, put_pages, (struct sg_table *sg, void *context)) \
	CALLBACK(0, sleep, unsigned long, get_page_size, (void *context)) \
	CALLBACK(0, sleep, void, release, (void *context))
BROKER_INTERFACE_TWO_WAY(peer_memory, 1, PEER_MEMORY_OPS, PEER_MEMORY_CALLBACKS);

#endif
