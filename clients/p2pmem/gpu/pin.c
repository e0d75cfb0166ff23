// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pins: which modules use pages of a region, and how the pages are revoked.
 */
#include <linux/slab.h>
#include <linux/broker/provider.h>

#include "gpu.h"
#include "gpu_mem.h"

/* A module that pins memory of one GPU. */
struct gpu_user {
	struct gpu *gpu;
	struct broker_peer *peer;
	bool leaves;
};

/**
 * struct gpu_pin - pages of a region that a module uses
 * @id: in the table
 * @user: the module that has pinned them
 * @cookie: the user's number for the pin
 * @region: the region, referenced
 */
struct gpu_pin {
	u32 id;
	struct gpu_user *user;
	u32 cookie;
	struct region *region;
};

atomic_t pins_count;

/*
 * Once the region is marked no pin is added. Users are called without the lock, but entered
 * with the lock held: their detach hook takes it to look for pins. A user that is leaving is
 * not called.
 */
void region_revoke(struct region *region)
{
	struct xarray *pins = &region->gpu->pins;
	struct gpu_pin *pin;
	unsigned long id;

	WRITE_ONCE(region->revoked, true);
	xa_lock(pins);
	xa_for_each(pins, id, pin) {
		struct broker_peer *peer = pin->user->peer;
		u32 cookie = pin->cookie;

		if (pin->region != region || !broker_enter_peer(peer, pin->user))
			continue;
		xa_unlock(pins);
		broker_callbacks(peer, gpu_mem)->revoke(cookie);
		broker_exit_peer(peer);
		xa_lock(pins);
	}
	xa_unlock(pins);
}

static void gpu_unpin(struct gpu_pin *pin)
{
	xa_erase(&pin->region->gpu->pins, pin->id);
	atomic_dec(&pins_count);
	region_put(pin->region);
	kfree(pin);
}

static int gpu_pin(struct gpu_user *user, const struct gpu_range *range, u32 cookie,
		   void **pages, struct gpu_pin **made)
{
	struct region *region = region_get(NULL, range->handle);
	struct gpu_pin *pin = NULL;
	int ret = -ENOENT;
	u64 done;

	if (!region)
		return ret;
	if (region->gpu != user->gpu)
		goto err_put;
	ret = -EINVAL;
	if (!range->length || (range->offset | range->length) % PAGE_SIZE ||
	    !in_region(region, range->offset, range->length))
		goto err_put;
	ret = -ENOMEM;
	pin = kzalloc(sizeof(*pin), GFP_KERNEL_ACCOUNT);
	if (!pin)
		goto err_put;
	*pin = (struct gpu_pin){ .user = user, .cookie = cookie, .region = region };
	ret = xa_alloc(&region->gpu->pins, &pin->id, pin, xa_limit_31b, GFP_KERNEL_ACCOUNT);
	if (ret)
		goto err_put;
	atomic_inc(&pins_count);
	/* Either region_revoke() sees the pin, or we see the mark. */
	if (READ_ONCE(region->revoked)) {
		gpu_unpin(pin);
		return -ESTALE;
	}
	for (done = 0; done < range->length; done += PAGE_SIZE)
		*pages++ = region->memory + range->offset + done;
	*made = pin;
	return 0;

err_put:
	kfree(pin);
	region_put(region);
	return ret;
}

static int gpu_flush(struct gpu_pin *pin)
{
	return READ_ONCE(pin->region->revoked) ? -ESTALE : 0;
}

#ifndef P2P_FIRST_RELEASE
static int gpu_size(u32 handle, u64 *size)
{
	struct region *region = region_get(NULL, handle);

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

static int user_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct gpu_user *user = kzalloc(sizeof(*user), GFP_KERNEL);

	if (!user)
		return -ENOMEM;
	user->gpu = container_of(provider, struct gpu, provider);
	user->peer = peer;
	peer->priv = user;
	return 0;
}

/* Not called for a module that forgot to unregister. */
static void user_leaving(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct gpu_user *user = peer->priv;

	user->leaves = true;
}

/*
 * Pages that are still pinned are not in use, if the user's detach hook has returned. If that
 * hook was not called, a module that the user has passed the pages to may use them: they are
 * never freed.
 */
static void user_detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct gpu_user *user = peer->priv;
	struct xarray *pins = &user->gpu->pins;
	struct gpu_pin *pin;
	unsigned long id;

	xa_lock(pins);
	xa_for_each(pins, id, pin) {
		if (pin->user != user)
			continue;
		xa_unlock(pins);
		if (!user->leaves)
			pin->region->kept = true;
		gpu_unpin(pin);
		xa_lock(pins);
	}
	xa_unlock(pins);
	kfree(user);
}

/* Each GPU has a copy. */
DEFINE_BROKER_PROVIDER(gpu_provider, gpu_mem, &gpu_ops, .attach = user_attach,
		       .leaving = user_leaving, .detach = user_detach);

/* The device becomes available. */
int pins_start(struct gpu *gpu)
{
	gpu->provider = gpu_provider;
	gpu->provider.instance = gpu->name;
	return broker_provider_register(&gpu->provider);
}

/* The device is no longer available. */
void pins_stop(struct gpu *gpu)
{
	broker_provider_unregister(&gpu->provider);
	WARN_ON_ONCE(!xa_empty(&gpu->pins));
}
