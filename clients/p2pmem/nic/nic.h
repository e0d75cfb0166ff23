/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the files of p2p_nic.ko.
 */
#ifndef _P2P_NIC_INTERNAL_H
#define _P2P_NIC_INTERNAL_H

#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/refcount.h>
#include <linux/types.h>
#include <linux/xarray.h>

#include "uapi/p2p_nic.h"

struct peer_mr;

/* mr.c: memory of peers */

/**
 * struct mr - memory obtained from a peer
 * @id: in the table of mrs; also this module's cookie for it
 * @file: the open file that it belongs to, only compared; NULL until it can be used
 * @kref: a reference of the table, and one of all users
 * @users: the registration, and each transfer. The last user puts the memory
 * @error: the reason why it is of no use any more; set once
 * @peer: the peer's name for it; NULL if get() has failed
 * @length: in bytes
 * @pages: their addresses, good while there are users
 */
struct mr {
	u32 id;
	const struct file *file;
	struct kref kref;
	refcount_t users;
	int error;
	struct peer_mr *peer;
	u64 length;
	void *pages[];
};

int mr_register(const struct file *file, const struct p2p_nic_register *reg, u32 *id);
int mrs_unregister(const struct file *file, unsigned long first, unsigned long last);
struct mr *mr_use(const struct file *file, u32 id);
void mr_unuse(struct mr *mr);
int mr_flush(struct mr *mr);
int mrs_start(void);
void mrs_stop(void);
extern atomic_t mrs_used;

/* transfer.c: transfers */

int transfer_start(const struct file *file, struct xarray *transfers,
		   const struct p2p_nic_transfer *request, u32 *id);
int transfer_wait(struct xarray *transfers, struct p2p_nic_wait *wait);
void transfers_close(struct xarray *transfers);
extern atomic_t transfers_started, transfers_completed, transfers_failed;

#endif
