/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A disk in memory that keeps a digest of each block, and who computes it comes
 * and goes.
 */
#ifndef _BRI_H
#define _BRI_H

#include <linux/atomic.h>
#include <linux/bio.h>
#include <linux/blk_types.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/workqueue.h>

#include "block_digest.h"

#define BRI_BLOCK_SIZE		4096U
#define BRI_BLOCK_SHIFT		12
#define BRI_BLOCK_SECTORS	(BRI_BLOCK_SIZE >> SECTOR_SHIFT)

/**
 * struct bri_block - what is kept of a block beside its data
 * @lock: protects the data and what follows
 * @written: a block that never was reads as zeroes, and has no digest
 * @digest: of the data
 */
struct bri_block {
	spinlock_t lock;	/* all of the block */
	bool written;
	u64 digest;
};

/**
 * struct bri - the disk
 * @count: number of blocks
 * @blocks: one for each of them
 * @data: their data, one after the other
 * @queue: where I/O that was held goes on
 * @retry: looks whether a provider has come
 * @lock: protects what follows
 * @held: I/O that waits for a provider
 * @links: how many providers we are attached to, two for a moment when moved
 * @deadline: without a provider, when waiting for one ends; in ticks
 * @told: that it has ended
 * @attached: how often a provider was attached
 * @waited: how many bios have been in @held
 * @mismatches: how many blocks did not have their digest when read
 */
struct bri {
	u32 count;
	struct bri_block *blocks;
	u8 *data;
	struct workqueue_struct *queue;
	struct delayed_work retry;
	spinlock_t lock;	/* from held to waited */
	struct bio_list held;
	unsigned int links;
	u64 deadline;
	bool told;
	unsigned long attached;
	unsigned long waited;
	atomic_long_t mismatches;
};

/* There is one. */
extern struct bri bri;

/* blocks.c */
int bri_blocks_alloc(u32 count);
void bri_blocks_free(void);
blk_status_t bri_transfer(const struct block_digest_ops *ops, struct bio *bio);

/* digest.c */
int bri_digest_start(void);
void bri_digest_stop(void);
void bri_submit_bio(struct bio *bio);

#endif
