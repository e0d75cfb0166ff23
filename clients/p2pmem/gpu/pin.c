// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who has pages of a region pinned, and how they are told to let go.
 *
 * pins_lock is a leaf: nobody is called with it held. revoke() is called with no
 * lock at all, and may come back as unpin() before it returns.
 */
#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "gpu.h"
#include "gpu_mem.h"

/**
 * struct gpu_pin - pages of a region that somebody uses
 * @region: the region, referenced
 * @node: in &holder.pins, until its holder was told; pins_lock
 * @cookie: the holder's number for it
 */
struct gpu_pin {
	struct region *region;
	struct list_head node;
	u32 cookie;
};

/* One link to who pins. What is pinned through it can be revoked through it. */
struct holder {
	struct list_head pins;
};

static DEFINE_SPINLOCK(pins_lock);
static DECLARE_WAIT_QUEUE_HEAD(unpinned);
static atomic_t pins_count;

/* A holder who was not told yet, of @region or of any: told with what this gives. */
static bool next_to_tell(struct holder *holder, const struct region *region, u32 *cookie)
{
	struct gpu_pin *pin;
	bool found = false;

	spin_lock(&pins_lock);
	list_for_each_entry(pin, &holder->pins, node) {
		found = !region || pin->region == region;
		if (found) {
			list_del_init(&pin->node);
			*cookie = pin->cookie;
			break;
		}
	}
	spin_unlock(&pins_lock);
	return found;
}

static void tell_holders(struct broker_link *link, const struct region *region)
{
	u32 cookie;

	while (next_to_tell(link->priv, region, &cookie))
		if (broker_link_alive(link))
			broker_ops(link, gpu_mem_user)->revoke(cookie);
}

static int user_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct holder *holder = kzalloc(sizeof(*holder), GFP_KERNEL);

	if (!holder)
		return -ENOMEM;
	INIT_LIST_HEAD(&holder->pins);
	link->priv = holder;
	return 0;
}

/* Nobody can be told through this link any more, so all are told now. */
static void user_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	tell_holders(link, NULL);
	kfree(link->priv);
}

DEFINE_BROKER_CONSUMER(user_consumer, gpu_mem_user, 0, .flags = BROKER_MOVABLE,
		       .attach = user_attach, .detach = user_detach);

/*
 * From the mark on no pin is added. Those there are were made through the present
 * link, or their holder is told by its detach.
 */
void region_revoke(struct region *region)
{
	struct broker_link *link;

	spin_lock(&pins_lock);
	WRITE_ONCE(region->revoked, true);
	spin_unlock(&pins_lock);
	link = broker_enter(&user_consumer);
	if (link) {
		tell_holders(link, region);
		broker_exit(link);
	}
}

/* Until nobody has it pinned, or a signal comes. */
int region_wait(struct region *region)
{
	return wait_event_interruptible(unpinned, !READ_ONCE(region->pins)) ? -EINTR : 0;
}

static bool pin_add(struct gpu_pin *pin, struct holder *holder)
{
	bool revoked;

	spin_lock(&pins_lock);
	revoked = pin->region->revoked;
	if (!revoked) {
		pin->region->pins++;
		list_add(&pin->node, &holder->pins);
	}
	spin_unlock(&pins_lock);
	return !revoked;
}

static int pin_region(struct holder *holder, struct region *region, const struct gpu_range *range,
		      u32 cookie, void **pages, struct gpu_pin **made)
{
	struct gpu_pin *pin;

	if ((range->offset | range->length) % PAGE_SIZE || !range->length ||
	    !in_region(region, range->offset, range->length))
		return -EINVAL;
	pin = kzalloc(sizeof(*pin), GFP_KERNEL_ACCOUNT);
	if (!pin)
		return -ENOMEM;
	pin->region = region;
	pin->cookie = cookie;
	if (!pin_add(pin, holder)) {
		kfree(pin);
		return -ESTALE;
	}
	atomic_inc(&pins_count);
	memcpy(pages, &region->pages[range->offset / PAGE_SIZE],
	       range->length / PAGE_SIZE * sizeof(*pages));
	*made = pin;
	return 0;
}

/* Inside the link through which its holder can be told: see region_revoke(). */
static int gpu_pin(const void *user, const struct gpu_range *range, u32 cookie,
		   void **pages, struct gpu_pin **pin)
{
	struct broker_link *link = broker_enter(&user_consumer);
	struct region *region;
	int ret = -ENOTCONN;

	if (!link)
		return ret;
	if (broker_ops(link, gpu_mem_user)->self() == user) {
		region = region_get_own(range->handle);
		ret = region ? pin_region(link->priv, region, range, cookie, pages, pin)
			     : -ENOENT;
		if (ret && region)
			region_put(region);
	}
	broker_exit(link);
	return ret;
}

static void gpu_unpin(struct gpu_pin *pin)
{
	spin_lock(&pins_lock);
	list_del(&pin->node);
	WRITE_ONCE(pin->region->pins, pin->region->pins - 1);
	spin_unlock(&pins_lock);
	wake_up_all(&unpinned);
	region_put(pin->region);
	kfree(pin);
	atomic_dec(&pins_count);
}

static int gpu_flush(struct gpu_pin *pin)
{
	return READ_ONCE(pin->region->revoked) ? -ESTALE : 0;
}

#ifndef P2P_FIRST_RELEASE
static int gpu_size(u32 handle, u64 *size)
{
	struct region *region = region_get_own(handle);

	if (!region)
		return -ENOENT;
	*size = region->size;
	region_put(region);
	return 0;
}
#endif

static const struct gpu_mem_ops gpu_ops = {
	.pin = gpu_pin,
	.unpin = gpu_unpin,
	.flush = gpu_flush,
#ifndef P2P_FIRST_RELEASE
	.size = gpu_size,
#endif
};

DEFINE_BROKER_PROVIDER(gpu_provider, gpu_mem, &gpu_ops, .flags = BROKER_REVOCABLE_ONLY);

/* The device is there. */
int pins_start(void)
{
	int ret = broker_consumer_register(&user_consumer);

	if (ret)
		return ret;
	ret = broker_provider_register(&gpu_provider);
	if (ret)
		broker_consumer_unregister(&user_consumer);
	return ret;
}

/*
 * The device is gone. When the provider is unregistered all who had something
 * pinned have detached, and so unpinned it.
 */
void pins_stop(void)
{
	broker_provider_unregister(&gpu_provider);
	broker_consumer_unregister(&user_consumer);
}

void pins_init(struct dentry *debug_dir)
{
	debugfs_create_atomic_t("pins", 0444, debug_dir, &pins_count);
}

void pins_exit(void)
{
	WARN_ON_ONCE(atomic_read(&pins_count));
}
