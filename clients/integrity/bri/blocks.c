// SPDX-License-Identifier: GPL-2.0-only
/*
 * The blocks. Data that is written is stored with its digest, and data that is
 * read is compared with it. Independent of the source of the digests.
 */
#include <linux/highmem.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/vmalloc.h>

#include "bri.h"
#include "compat.h"

int bri_blocks_alloc(u32 count)
{
	u32 i;

	bri.data = __vmalloc((unsigned long)count << BRI_BLOCK_SHIFT,
			     GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN);
	bri.blocks = vzalloc(array_size(count, sizeof(*bri.blocks)));
	if (!bri.data || !bri.blocks) {
		bri_blocks_free();
		return -ENOMEM;
	}
	for (i = 0; i < count; i++)
		spin_lock_init(&bri.blocks[i].lock);
	bri.count = count;
	return 0;
}

void bri_blocks_free(void)
{
	vfree(bri.blocks);
	vfree(bri.data);
}

/* The next part of a block in a bio: at most @left bytes, within a page. */
static struct bio_vec next_part(struct bio *bio, const struct bvec_iter *iter, u32 left)
{
	struct bio_vec part = bio_iter_iovec(bio, *iter);

	part.bv_len = min(part.bv_len, left);
	return part;
}

/*
 * The digest is computed from the stored data, because the pages of the bio may
 * change while they are copied.
 */
static void write_block(const struct block_digest_ops *ops, struct bio *bio,
			struct bvec_iter *iter, struct bri_block *block, u8 *data)
{
	u32 done = 0;

	spin_lock(&block->lock);
	while (done < BRI_BLOCK_SIZE) {
		struct bio_vec part = next_part(bio, iter, BRI_BLOCK_SIZE - done);

		memcpy_from_page(data + done, part.bv_page, part.bv_offset, part.bv_len);
		bio_advance_iter_single(bio, iter, part.bv_len);
		done += part.bv_len;
	}
	block->digest = ops->digest(data, BRI_BLOCK_SIZE);
	block->written = true;
	spin_unlock(&block->lock);
}

/* Part by part, while the data that is copied is in the cache. */
static u64 copy_block(const struct block_digest_ops *ops, struct bio *bio,
		      struct bvec_iter *iter, const u8 *data)
{
	struct block_digest_state state;
	u32 done = 0;

	ops->init(&state);
	while (done < BRI_BLOCK_SIZE) {
		struct bio_vec part = next_part(bio, iter, BRI_BLOCK_SIZE - done);

		ops->update(&state, data + done, part.bv_len);
		memcpy_to_page(part.bv_page, part.bv_offset, data + done, part.bv_len);
		bio_advance_iter_single(bio, iter, part.bv_len);
		done += part.bv_len;
	}
	return ops->final(&state);
}

static blk_status_t read_block(const struct block_digest_ops *ops, struct bio *bio,
			       struct bvec_iter *iter, struct bri_block *block, const u8 *data)
{
	sector_t sector = iter->bi_sector;
	u64 have, want;
	bool written;

	spin_lock(&block->lock);
	have = copy_block(ops, bio, iter, data);
	want = block->digest;
	written = block->written;
	spin_unlock(&block->lock);

	if (!written || have == want)
		return BLK_STS_OK;
	atomic_long_inc(&bri.mismatches);
	pr_err_ratelimited("sector %llu: have digest %#llx, want %#llx\n",
			   (u64)sector, have, want);
	return BLK_STS_PROTECTION;
}

/**
 * bri_transfer() - serve a bio
 * @ops: table of the provider that computes the digests of the whole bio
 * @bio: reads or writes whole blocks, as the block layer ensures
 *
 * Context: Process context.
 * Return: the status to end the bio with.
 */
blk_status_t bri_transfer(const struct block_digest_ops *ops, struct bio *bio)
{
	struct bvec_iter iter = bio->bi_iter;
	blk_status_t status = BLK_STS_OK;

	if (bio_op(bio) != REQ_OP_READ && bio_op(bio) != REQ_OP_WRITE)
		return BLK_STS_NOTSUPP;
	while (iter.bi_size && status == BLK_STS_OK) {
		sector_t number = iter.bi_sector / BRI_BLOCK_SECTORS;
		u8 *data = bri.data + (number << BRI_BLOCK_SHIFT);

		if (bio_op(bio) == REQ_OP_WRITE)
			write_block(ops, bio, &iter, &bri.blocks[number], data);
		else
			status = read_block(ops, bio, &iter, &bri.blocks[number], data);
		cond_resched();
	}
	return status;
}
