// SPDX-License-Identifier: GPL-2.0-only
/*
 * Brings the GPU's memory to the NIC. Both sides call us and are called by us:
 *
 *	NIC ──peer_mem──> us ──gpu_mem──> GPU		get, put, flush
 *	NIC <──peer_mem_user── us <──gpu_mem_user── GPU	revoke
 *
 * Memory is brought while we are inside both a link to the GPU, on which it is
 * pinned, and one to the NIC, through which it can be revoked. When the first
 * ends, the NIC is told, we wait until it has put all, and unpin the rest. When
 * the second ends, the NIC is told through it for the last time. The NIC puts what it
 * was told to, sooner or later, and always in its own detach.
 *
 * mrs_lock is a leaf: nobody is called with it held. The cookies are the NIC's, and
 * numbers: nothing of ours has to be found, or kept, while one is passed on.
 */
#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "gpu_mem.h"
#include "peer_mem.h"

/* Of two of us, GPU and NIC must choose the same: both interfaces have this. */
#ifndef P2P_PRIORITY
#define P2P_PRIORITY	0
#endif

/* One link to the GPU or to the NIC. */
struct side {
	struct list_head mrs;
};

/**
 * struct peer_mr - memory of the GPU that the NIC has
 * @gpu: the link it is pinned on
 * @nic: the link to tell the NIC through; NULL when that was done
 * @gpu_node: in the list of @gpu, until it is unpinned
 * @nic_node: in the list of @nic
 * @put: the NIC has put it, when that link was revoked: its detach unpins it
 * @pin: the GPU's name for it
 * @cookie: the NIC's
 *
 * What changes after it was made is protected by mrs_lock.
 */
struct peer_mr {
	struct side *gpu;
	struct side *nic;
	struct list_head gpu_node;
	struct list_head nic_node;
	bool put;
	struct gpu_pin *pin;
	u32 cookie;
};

static DEFINE_SPINLOCK(mrs_lock);
static DECLARE_WAIT_QUEUE_HEAD(was_put);
static atomic_t mrs_count;
static struct dentry *debug_dir;

static const void *peer_self(void)
{
	return &mrs_lock;
}

static int side_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct side *side = kzalloc(sizeof(*side), GFP_KERNEL);

	if (!side)
		return -ENOMEM;
	INIT_LIST_HEAD(&side->mrs);
	link->priv = side;
	return 0;
}

static void mr_told(struct peer_mr *mr)
{
	lockdep_assert_held(&mrs_lock);
	list_del_init(&mr->nic_node);
	mr->nic = NULL;
}

/* What the NIC is to be told next, because the link to it ends. */
static bool next_of_nic(struct side *nic, u32 *cookie)
{
	struct peer_mr *mr;

	spin_lock(&mrs_lock);
	mr = list_first_entry_or_null(&nic->mrs, struct peer_mr, nic_node);
	if (mr) {
		*cookie = mr->cookie;
		mr_told(mr);
	}
	spin_unlock(&mrs_lock);
	return mr;
}

static void nic_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	u32 cookie;

	while (next_of_nic(link->priv, &cookie))
		if (broker_link_alive(link))
			broker_ops(link, peer_mem_user)->revoke(cookie);
	kfree(link->priv);
}

DEFINE_BROKER_CONSUMER(nic_consumer, peer_mem_user, 0,
		       .attach = side_attach, .detach = nic_detach);

/* The same, because the link to the GPU ends. */
static bool next_of_gpu(struct side *gpu, const struct side *nic, u32 *cookie)
{
	struct peer_mr *mr;
	bool found = false;

	spin_lock(&mrs_lock);
	list_for_each_entry(mr, &gpu->mrs, gpu_node) {
		found = mr->nic == nic;
		if (found) {
			*cookie = mr->cookie;
			mr_told(mr);
			break;
		}
	}
	spin_unlock(&mrs_lock);
	return found;
}

/* Only of what the present link is for: of what came through another, its detach tells. */
static void tell_nic(struct side *gpu)
{
	struct broker_link *link = broker_enter(&nic_consumer);
	u32 cookie;

	if (!link)
		return;
	while (next_of_gpu(gpu, link->priv, &cookie))
		broker_ops(link, peer_mem_user)->revoke(cookie);
	broker_exit(link);
}

static bool all_put(struct side *gpu)
{
	const struct peer_mr *mr;
	bool all = true;

	spin_lock(&mrs_lock);
	list_for_each_entry(mr, &gpu->mrs, gpu_node)
		all &= mr->put;
	spin_unlock(&mrs_lock);
	return all;
}

static void mr_unpin(struct peer_mr *mr, struct broker_link *link)
{
	if (broker_link_alive(link))
		broker_ops(link, gpu_mem)->unpin(mr->pin);
	kfree(mr);
	atomic_dec(&mrs_count);
}

static void gpu_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct side *gpu = link->priv;
	struct peer_mr *mr, *next;

	tell_nic(gpu);
	wait_event(was_put, all_put(gpu));
	list_for_each_entry_safe(mr, next, &gpu->mrs, gpu_node)
		mr_unpin(mr, link);
	kfree(gpu);
}

DEFINE_BROKER_CONSUMER(gpu_consumer, gpu_mem, 0,
		       .attach = side_attach, .detach = gpu_detach);

static void mr_add(struct peer_mr *mr)
{
	atomic_inc(&mrs_count);
	spin_lock(&mrs_lock);
	list_add(&mr->gpu_node, &mr->gpu->mrs);
	list_add(&mr->nic_node, &mr->nic->mrs);
	spin_unlock(&mrs_lock);
}

/* Inside a link to the NIC, @nic. */
static int mr_pin(struct side *nic, const struct peer_range *range, u32 cookie,
		  void **pages, struct peer_mr *mr)
{
	struct broker_link *link = broker_enter(&gpu_consumer);
	struct gpu_range gpu_range = {
		.size = sizeof(gpu_range),
		.handle = range->handle,
		.offset = range->offset,
		.length = range->length,
	};
	int ret;

	if (!link)
		return -ENODEV;
	mr->gpu = link->priv;
	mr->nic = nic;
	mr->cookie = cookie;
	ret = broker_ops(link, gpu_mem)->pin(peer_self(), &gpu_range, cookie, pages, &mr->pin);
	if (!ret)
		mr_add(mr);
	broker_exit(link);
	return ret;
}

static int mr_make(struct side *nic, const struct peer_range *range, u32 cookie,
		   void **pages, struct peer_mr **made)
{
	struct peer_mr *mr = kzalloc(sizeof(*mr), GFP_KERNEL_ACCOUNT);
	int ret;

	if (!mr)
		return -ENOMEM;
	ret = mr_pin(nic, range, cookie, pages, mr);
	if (ret)
		kfree(mr);
	else
		*made = mr;
	return ret;
}

static int peer_get(const void *user, const struct peer_range *range, u32 cookie,
		    void **pages, struct peer_mr **mr)
{
	struct broker_link *link = broker_enter(&nic_consumer);
	int ret = -ENOTCONN;

	if (!link)
		return ret;
	if (broker_ops(link, peer_mem_user)->self() == user)
		ret = mr_make(link->priv, range, cookie, pages, mr);
	broker_exit(link);
	return ret;
}

/*
 * Inside the link it was pinned on, if that is the present one: then its detach
 * waits for us. Otherwise it waits for the mark, after which we touch nothing.
 */
static void peer_put(struct peer_mr *mr)
{
	struct broker_link *link = broker_enter(&gpu_consumer);
	bool present = link && link->priv == mr->gpu;

	spin_lock(&mrs_lock);
	mr_told(mr);
	if (present)
		list_del(&mr->gpu_node);
	mr->put = true;
	spin_unlock(&mrs_lock);
	if (present)
		mr_unpin(mr, link);
	else
		wake_up_all(&was_put);
	if (link)
		broker_exit(link);
}

static int peer_flush(struct peer_mr *mr)
{
	struct broker_link *link = broker_enter(&gpu_consumer);
	int ret = -ENODEV;

	if (!link)
		return ret;
	if (link->priv == mr->gpu)
		ret = broker_ops(link, gpu_mem)->flush(mr->pin);
	broker_exit(link);
	return ret;
}

#ifndef P2P_FIRST_RELEASE
static int peer_size(u32 handle, u64 *size)
{
	struct broker_link *link = broker_enter(&gpu_consumer);
	int ret = -EOPNOTSUPP;

	if (!link)
		return -ENODEV;
	if (broker_has(broker_ops(link, gpu_mem), size))
		ret = broker_ops(link, gpu_mem)->size(handle, size);
	broker_exit(link);
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

/* The GPU wants something back. If no NIC can be told, it was told all already. */
static void peer_revoke(u32 cookie)
{
	struct broker_link *link = broker_enter(&nic_consumer);

	if (!link)
		return;
	broker_ops(link, peer_mem_user)->revoke(cookie);
	broker_exit(link);
}

static const struct gpu_mem_user_ops user_ops = {
	.self = peer_self,
	.revoke = peer_revoke,
};

DEFINE_BROKER_PROVIDER(peer_provider, peer_mem, &peer_ops,
		       .priority = P2P_PRIORITY, .flags = BROKER_REVOCABLE_ONLY);
DEFINE_BROKER_PROVIDER(user_provider, gpu_mem_user, &user_ops,
		       .priority = P2P_PRIORITY, .flags = BROKER_REVOCABLE_ONLY);

static int __init peer_init(void)
{
	int ret;

	ret = broker_consumer_register(&gpu_consumer);
	if (ret)
		return ret;
	ret = broker_consumer_register(&nic_consumer);
	if (ret)
		goto err_gpu_consumer;
	ret = broker_provider_register(&user_provider);
	if (ret)
		goto err_nic_consumer;
	ret = broker_provider_register(&peer_provider);
	if (ret)
		goto err_user_provider;
	debug_dir = debugfs_create_dir(KBUILD_MODNAME, NULL);
	debugfs_create_atomic_t("mrs", 0444, debug_dir, &mrs_count);
	return 0;

err_user_provider:
	broker_provider_unregister(&user_provider);
err_nic_consumer:
	broker_consumer_unregister(&nic_consumer);
err_gpu_consumer:
	broker_consumer_unregister(&gpu_consumer);
	return ret;
}
module_init(peer_init);

/* With peer_mem the NIC loses us, and puts all it has: nothing is left to unpin. */
static void __exit peer_exit(void)
{
	debugfs_remove(debug_dir);
	broker_provider_unregister(&peer_provider);
	broker_provider_unregister(&user_provider);
	broker_consumer_unregister(&nic_consumer);
	broker_consumer_unregister(&gpu_consumer);
	WARN_ON_ONCE(atomic_read(&mrs_count));
}
module_exit(peer_exit);

MODULE_DESCRIPTION("Brings the memory of p2p_gpu to p2p_nic");
/* It may be there before them, but is of no use alone. */
MODULE_SOFTDEP("pre: broker:gpu_mem-1 broker:peer_mem_user-1");
MODULE_LICENSE("GPL");
