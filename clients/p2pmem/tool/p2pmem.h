/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the files of the program.
 */
#ifndef _P2PMEM_H
#define _P2PMEM_H

#include <stdbool.h>
#include <stdint.h>

#include "uapi/p2p_gpu.h"
#include "uapi/p2p_nic.h"

#define GPUS	2

/* A GPU and the NIC, as one user has them open. */
struct devices {
	int gpu;
	int nic;
};

/* All return 0 or an errno. */
int devices_open(struct devices *d, unsigned int gpu);
void devices_close(struct devices *d);
int region_alloc(struct devices *d, uint64_t size, uint32_t *handle);
int region_free(struct devices *d, uint32_t handle);
int region_write(struct devices *d, uint32_t handle, const void *data, uint64_t size);
int region_read(struct devices *d, uint32_t handle, void *data, uint64_t size);
int mr_register(struct devices *d, uint32_t handle, uint64_t length, uint32_t *mr);
int mr_unregister(struct devices *d, uint32_t mr);
int transfer_start(struct devices *d, struct p2p_nic_transfer *transfer);
int transfer_wait(struct devices *d, uint32_t id, uint64_t *done);

/* Commands; return the exit status of the program. */
int copy(int seconds);
int whole(void);
int refuse(bool glue);
int load(int seconds, int threads, int only_gpu);

#endif
