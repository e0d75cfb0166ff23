// SPDX-License-Identifier: GPL-2.0-only
/*
 * The consumer of block_digest. With a provider a bio is served at once, between
 * broker_enter() and broker_exit(). Without a provider it is held until one is
 * attached, but not for longer than a disk may be unavailable. After that time all
 * I/O fails, with one line in the log, and is served again as soon as there is a
 * provider.
 */
#include <linux/jiffies.h>
#include <linux/printk.h>
#include <linux/broker/consumer.h>

#include "bri.h"
#include "compat.h"

/* Enough for an upgrade of a provider; a person at a prompt would not wait longer. */
#define BRI_PATIENCE	(10 * HZ)
/*
 * How often held I/O looks for a provider. The attach hook cannot resume it,
 * because attach runs before the link can be entered.
 */
#define BRI_INTERVAL	msecs_to_jiffies(20)

struct bri bri = {
	.lock = __SPIN_LOCK_UNLOCKED(bri.lock),
};

/* A provider of another algorithm is of no use: the stored digests are CRC-32C. */
static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	u32 algorithm = broker_ops(link, block_digest)->algorithm();

	if (algorithm != BLOCK_DIGEST_CRC32C) {
		pr_err("digest algorithm %u is offered, the blocks have %u\n",
		       algorithm, BLOCK_DIGEST_CRC32C);
		return -EMEDIUMTYPE;
	}
	spin_lock(&bri.lock);
	bri.links++;
	bri.attached++;
	bri.told = false;
	spin_unlock(&bri.lock);
	return 0;
}

static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	spin_lock(&bri.lock);
	bri.links--;
	bri.deadline = get_jiffies_64() + BRI_PATIENCE;
	spin_unlock(&bri.lock);
}

/* The count of links is all that is kept of a provider, so it may be replaced at any time. */
DEFINE_BROKER_CONSUMER(bri_digest, block_digest, 0,
		       .flags = BROKER_MOVABLE, .attach = attach, .detach = detach);

/*
 * Has waiting taken too long? While a link is made or ended the answer is no,
 * although the link cannot be entered.
 */
static bool hopeless(void)
{
	lockdep_assert_held(&bri.lock);
	if (bri.links || time_before64(get_jiffies_64(), bri.deadline))
		return false;
	if (!bri.told)
		pr_err("no provider of block_digest for %u s, I/O fails\n", BRI_PATIENCE / HZ);
	bri.told = true;
	return true;
}

static void end(struct bio *bio, blk_status_t status)
{
	bio->bi_status = status;
	bio_endio(bio);
}

/* Keep the bio for retry(), unless waiting has taken too long. */
static void hold(struct bio *bio)
{
	bool fail;

	spin_lock(&bri.lock);
	fail = hopeless();
	if (!fail) {
		bio_list_add(&bri.held, bio);
		bri.waited++;
		queue_delayed_work(bri.queue, &bri.retry, BRI_INTERVAL);
	}
	spin_unlock(&bri.lock);

	if (fail)
		end(bio, BLK_STS_OFFLINE);
}

/* Take the bios that are held, if they are to be served or to fail; else look again later. */
static struct bio_list release(bool serve)
{
	struct bio_list bios = BIO_EMPTY_LIST;

	spin_lock(&bri.lock);
	if (serve || hopeless()) {
		bios = bri.held;
		bio_list_init(&bri.held);
	} else {
		queue_delayed_work(bri.queue, &bri.retry, BRI_INTERVAL);
	}
	spin_unlock(&bri.lock);
	return bios;
}

static void retry(struct work_struct *work)
{
	struct broker_link *link = broker_enter(&bri_digest);
	struct bio_list bios = release(link);
	struct bio *bio;

	while ((bio = bio_list_pop(&bios)))
		end(bio, link ? bri_transfer(broker_ops(link, block_digest), bio) :
				BLK_STS_OFFLINE);
	if (link)
		broker_exit(link);
}

/**
 * bri_submit_bio() - entry point of the block layer
 * @bio: ended here or later
 *
 * Context: Process context.
 */
void bri_submit_bio(struct bio *bio)
{
	struct broker_link *link = broker_enter(&bri_digest);
	blk_status_t status;

	if (!link) {
		hold(bio);
		return;
	}
	status = bri_transfer(broker_ops(link, block_digest), bio);
	broker_exit(link);
	end(bio, status);
}

/* No provider can be attached before init has returned; I/O may be held until then. */
int bri_digest_start(void)
{
	int ret;

	/* Memory may be short because pages have to be written to this disk. */
	bri.queue = alloc_workqueue("bri0", WQ_MEM_RECLAIM | WQ_UNBOUND, 0);
	if (!bri.queue)
		return -ENOMEM;
	INIT_DELAYED_WORK(&bri.retry, retry);
	bri.deadline = get_jiffies_64() + BRI_PATIENCE;
	ret = broker_consumer_register(&bri_digest);
	if (ret)
		destroy_workqueue(bri.queue);
	return ret;
}

/* The disk has been removed, so no bio is held. */
void bri_digest_stop(void)
{
	broker_consumer_unregister(&bri_digest);
	cancel_delayed_work_sync(&bri.retry);
	destroy_workqueue(bri.queue);
}
