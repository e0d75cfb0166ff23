// SPDX-License-Identifier: GPL-2.0-only
/*
 * Brings the memory of all GPUs to the NICs:
 *
 *	NIC ──peer_mem──> us ──gpu_mem──> GPUs		get, put, flush
 *	NIC <──peer_mem── us <──gpu_mem── GPUs		revoke
 *
 * There is a link to each GPU. Its detach hook revokes the memory of that GPU, and waits until
 * the NICs have put all of it. As long as a NIC has memory, the state of its GPU therefore
 * exists, and a link that can be entered is the one on which the memory is pinned.
 */
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait_bit.h>
#include <linux/xarray.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "gpu_mem.h"
#include "peer_mem.h"

/* A GPU. */
struct peer_gpu {
	struct list_head node;
	struct broker_link *link;
	atomic_t mrs;			/* number of those that were not yet put */
	struct rcu_head rcu;
};

/* A NIC. */
struct peer_user {
	struct broker_peer *peer;
};

/**
 * struct peer_mr - memory of a GPU that a NIC has
 * @id: in the table; also this module's cookie for the GPU
 * @user: the NIC
 * @cookie: the NIC's number for it
 * @gpu: the GPU that has the memory
 * @pin: the GPU's name for it
 */
struct peer_mr {
	u32 id;
	struct peer_user *user;
	u32 cookie;
	struct peer_gpu *gpu;
	struct gpu_pin *pin;
};

static LIST_HEAD(gpus);
static DEFINE_SPINLOCK(gpus_lock);	/* writers of the list */

static DEFINE_XARRAY_ALLOC1(mrs);
static u32 next_id;		/* an id is not reused soon: a late revoke() finds nothing */
static atomic_t mrs_count;	/* of all GPUs */
static struct dentry *debug_dir;

/*
 * Enters the next GPU that can be called, and exits the present one. The present one is not
 * detached before that, so its place in the list is valid until the next one is found.
 */
static struct peer_gpu *gpu_next(struct peer_gpu *present)
{
	struct peer_gpu *next = present ?: list_entry(&gpus, struct peer_gpu, node);
	bool found = false;

	rcu_read_lock();
	list_for_each_entry_continue_rcu(next, &gpus, node) {
		found = broker_enter_link(next->link, next);
		if (found)
			break;
	}
	rcu_read_unlock();
	if (present)
		broker_exit(present->link);
	return found ? next : NULL;
}

/* The NIC is entered with the lock held under which its detach hook looks for memory. */
static void peer_revoke(u32 id)
{
	struct broker_peer *peer = NULL;
	struct peer_mr *mr;
	u32 cookie;

	xa_lock(&mrs);
	mr = xa_load(&mrs, id);
	if (mr && broker_enter_peer(mr->user->peer, mr->user)) {
		peer = mr->user->peer;
		cookie = mr->cookie;
	}
	xa_unlock(&mrs);
	if (!peer)
		return;
	broker_callbacks(peer, peer_mem)->revoke(cookie);
	broker_exit_peer(peer);
}

static const struct gpu_mem_callbacks gpu_callbacks = { .revoke = peer_revoke };

static int gpu_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct peer_gpu *gpu = kzalloc(sizeof(*gpu), GFP_KERNEL);

	if (!gpu)
		return -ENOMEM;
	gpu->link = link;
	link->priv = gpu;
	spin_lock(&gpus_lock);
	list_add_tail_rcu(&gpu->node, &gpus);
	spin_unlock(&gpus_lock);
	return 0;
}

/*
 * The GPU unpins pages that are still pinned, after this hook: they are no longer in use. A
 * task that looks for a GPU may have found this one.
 */
static void gpu_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct peer_gpu *gpu = link->priv;
	struct peer_mr *mr;
	unsigned long id;

	spin_lock(&gpus_lock);
	list_del_rcu(&gpu->node);
	spin_unlock(&gpus_lock);
	xa_lock(&mrs);
	xa_for_each(&mrs, id, mr) {
		if (mr->gpu != gpu)
			continue;
		xa_unlock(&mrs);
		peer_revoke(id);
		xa_lock(&mrs);
	}
	xa_unlock(&mrs);
	wait_var_event(&gpu->mrs, !atomic_read_acquire(&gpu->mrs));
	kfree_rcu(gpu, rcu);
}

DEFINE_BROKER_CONSUMER_TWO_WAY(gpu_consumer, gpu_mem, 0, &gpu_callbacks, .flags = BROKER_EVERY,
			       .attach = gpu_attach, .detach = gpu_detach);

/* The link to the GPU has been entered. Returns -ENOENT if the memory is not on this GPU. */
static int gpu_get(struct peer_gpu *gpu, struct peer_user *user, const struct peer_range *range,
		   u32 cookie, void **pages, struct peer_mr **made)
{
	struct broker_link *link = gpu->link;
	struct gpu_range gpu_range = {
		.size = sizeof(gpu_range),
		.handle = range->handle,
		.offset = range->offset,
		.length = range->length,
	};
	struct peer_mr *mr;
	int ret;

	mr = kzalloc(sizeof(*mr), GFP_KERNEL_ACCOUNT);
	if (!mr)
		return -ENOMEM;
	*mr = (struct peer_mr){ .user = user, .cookie = cookie, .gpu = gpu };
	/* In the table first, because it may be revoked at once. */
	ret = xa_alloc_cyclic(&mrs, &mr->id, mr, xa_limit_31b, &next_id, GFP_KERNEL_ACCOUNT);
	if (ret < 0)
		goto err_free;
	ret = broker_ops(link, gpu_mem)->pin(broker_provider_of(link), &gpu_range, mr->id,
					     pages, &mr->pin);
	if (ret)
		goto err_erase;
	atomic_inc(&gpu->mrs);
	atomic_inc(&mrs_count);
	*made = mr;
	return 0;

err_erase:
	xa_erase(&mrs, mr->id);
err_free:
	kfree(mr);
	return ret;
}

/* Tries one GPU after the other, until one has the memory. */
static int peer_get(struct peer_user *user, const struct peer_range *range, u32 cookie,
		    void **pages, struct peer_mr **made)
{
	struct peer_gpu *gpu = NULL;
	int ret = -ENODEV;

	while ((gpu = gpu_next(gpu))) {
		ret = gpu_get(gpu, user, range, cookie, pages, made);
		if (ret == -ENOENT)
			continue;
		broker_exit(gpu->link);
		break;
	}
	return ret;
}

/* If the link to the GPU is revoked, its detach hook waits for the count. */
static void peer_put(struct peer_mr *mr)
{
	struct peer_gpu *gpu = mr->gpu;

	if (broker_enter_link(gpu->link, gpu)) {
		broker_ops(gpu->link, gpu_mem)->unpin(mr->pin);
		broker_exit(gpu->link);
	}
	xa_erase(&mrs, mr->id);
	kfree(mr);
	atomic_dec(&mrs_count);
	if (atomic_dec_and_test(&gpu->mrs))
		wake_up_var(&gpu->mrs);
}

static int peer_flush(struct peer_mr *mr)
{
	struct broker_link *link = mr->gpu->link;
	int ret;

	if (!broker_enter_link(link, mr->gpu))
		return -ENODEV;
	ret = broker_ops(link, gpu_mem)->flush(mr->pin);
	broker_exit(link);
	return ret;
}

#ifndef P2P_FIRST_RELEASE
static int peer_size(u32 handle, u64 *size)
{
	struct peer_gpu *gpu = NULL;
	int ret = -ENODEV;

	while ((gpu = gpu_next(gpu))) {
		ret = -EOPNOTSUPP;
		if (broker_has(broker_ops(gpu->link, gpu_mem), size))
			ret = broker_ops(gpu->link, gpu_mem)->size(handle, size);
		if (ret == -ENOENT || ret == -EOPNOTSUPP)
			continue;
		broker_exit(gpu->link);
		break;
	}
	return ret;
}
#endif

static const struct peer_mem_ops peer_ops = {
	.get = peer_get,
	.put = peer_put,
	.flush = peer_flush,
#ifndef P2P_FIRST_RELEASE
	.size = peer_size,
#endif
};

static int nic_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct peer_user *user = kzalloc(sizeof(*user), GFP_KERNEL);

	if (!user)
		return -ENOMEM;
	user->peer = peer;
	peer->priv = user;
	return 0;
}

/* Puts the NIC's remaining memory. No other task puts it: the NIC's calls have ended. */
static void nic_detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct peer_mr *mr;
	unsigned long id;

	xa_lock(&mrs);
	xa_for_each(&mrs, id, mr) {
		if (mr->user != peer->priv)
			continue;
		xa_unlock(&mrs);
		peer_put(mr);
		xa_lock(&mrs);
	}
	xa_unlock(&mrs);
	kfree(peer->priv);
}

DEFINE_BROKER_PROVIDER(peer_provider, peer_mem, &peer_ops,
		       .attach = nic_attach, .detach = nic_detach);

static int __init peer_init(void)
{
	int ret = broker_consumer_register(&gpu_consumer);

	if (ret)
		return ret;
	ret = broker_provider_register(&peer_provider);
	if (ret) {
		broker_consumer_unregister(&gpu_consumer);
		return ret;
	}
	debug_dir = debugfs_create_dir(KBUILD_MODNAME, NULL);
	debugfs_create_atomic_t("mrs", 0444, debug_dir, &mrs_count);
	return 0;
}
module_init(peer_init);

/* The NICs are detached first: after that, no memory is in use and none can be got. */
static void __exit peer_exit(void)
{
	debugfs_remove(debug_dir);
	broker_provider_unregister(&peer_provider);
	broker_consumer_unregister(&gpu_consumer);
	WARN_ON_ONCE(!xa_empty(&mrs) || atomic_read(&mrs_count));
}
module_exit(peer_exit);

MODULE_DESCRIPTION("Brings the memory of GPUs to NICs");
/* It may be loaded before the GPU, but is of no use without it. */
MODULE_SOFTDEP("pre: broker:gpu_mem-2");
MODULE_LICENSE("GPL");
