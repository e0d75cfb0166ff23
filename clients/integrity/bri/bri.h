/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A disk in memory that keeps a digest of each block. The provider that computes
 * the digests may be loaded and unloaded at any time.
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
 * struct bri_block - state of a block beside its data
 * @lock: protects the data and the members that follow
 * @written: a block that was never written reads as zeroes, and has no digest
 * @digest: digest of the data
 */
struct bri_block {
	spinlock_t lock;	/* all of the block */
	bool written;
	u64 digest;
};

/**
 * struct bri - the disk
 * @count: number of blocks
 * @blocks: state of each block
 * @data: data of all blocks, one after the other
 * @queue: where held I/O continues
 * @retry: looks for a provider
 * @lock: protects the members that follow
 * @held: I/O that waits for a provider
 * @links: number of providers that the disk is attached to, two for a moment during a move
 * @deadline: when waiting for a provider ends, while there is none; in jiffies
 * @told: the end of waiting is in the log
 * @attached: how often a provider was attached
 * @waited: how many bios have been in @held
 * @mismatches: how many blocks did not match their digest when read
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
