// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of peers: got from them through peer_mem, given back when the last
 * transfer has ended after somebody no longer wants it: the user who
 * unregisters it, its owner who revokes it, or the peer who leaves.
 *
 * It goes back through the link that it came through, while that is the present
 * one. Otherwise the link's detach gives it back, once there are no users.
 *
 * mrs_lock is a leaf: nobody is called with it held. The peer is called with no
 * lock at all, and may call revoke() before it returns.
 */
#include <linux/debugfs.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "nic.h"
#include "peer_mem.h"

#define LENGTH_MAX	SZ_64M

/* One link to a peer, and what was got through it. */
struct peer {
	struct list_head mrs;
};

static DEFINE_XARRAY_ALLOC1(mrs);
static u32 next_id;		/* an id is not soon used again: a late revoke() finds nothing */
static DEFINE_SPINLOCK(mrs_lock);	/* &peer.mrs */
static DECLARE_WAIT_QUEUE_HEAD(unused);
static atomic_t mrs_count;

static const void *nic_self(void)
{
	return &mrs;
}

static void mr_release(struct kref *kref)
{
	struct mr *mr = container_of(kref, struct mr, kref);

	kvfree(mr);
	atomic_dec(&mrs_count);
}

static void mr_put(struct mr *mr)
{
	kref_put(&mr->kref, mr_release);
}

static int peer_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct peer *peer = kzalloc(sizeof(*peer), GFP_KERNEL);

	if (!peer)
		return -ENOMEM;
	INIT_LIST_HEAD(&peer->mrs);
	link->priv = peer;
	return 0;
}

static bool is_unused(const struct peer *peer)
{
	const struct mr *mr;

	list_for_each_entry(mr, &peer->mrs, node)
		if (refcount_read(&mr->users))
			return false;
	return true;
}

static void mr_kill(struct mr *mr, int error);

/* Nobody else has the list: what is added or removed is so inside the link. */
static void peer_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct peer *peer = link->priv;
	struct mr *mr, *next;

	list_for_each_entry(mr, &peer->mrs, node)
		mr_kill(mr, -ENODEV);
	wait_event(unused, is_unused(peer));
	/* Pairs with refcount_dec_and_test() of the last user. */
	smp_acquire__after_ctrl_dep();
	list_for_each_entry_safe(mr, next, &peer->mrs, node) {
		if (broker_link_alive(link))
			broker_ops(link, peer_mem)->put(mr->peer);
		mr_put(mr);
	}
	kfree(peer);
}

DEFINE_BROKER_CONSUMER(peer_consumer, peer_mem, 0, .flags = BROKER_MOVABLE,
		       .attach = peer_attach, .detach = peer_detach);

static void mr_give_back(struct mr *mr, struct broker_link *link)
{
	spin_lock(&mrs_lock);
	list_del(&mr->node);
	spin_unlock(&mrs_lock);
	broker_ops(link, peer_mem)->put(mr->peer);
	mr_put(mr);
}

/**
 * mr_unuse() - one user less
 * @mr: the caller must not touch it again
 *
 * The link is entered before the count drops. Either it is the one the memory
 * came through, and its detach waits for us; or that one is revoked, and its
 * detach waits for the count, after which we touch nothing.
 */
void mr_unuse(struct mr *mr)
{
	struct broker_link *link = broker_enter(&peer_consumer);
	bool present = link && link->priv == mr->from;

	if (refcount_dec_and_test(&mr->users)) {
		if (present)
			mr_give_back(mr, link);
		else
			wake_up_all(&unused);
	}
	if (link)
		broker_exit(link);
}

/* No transfer begins any more, those on their way stop. The first reason counts. */
static void mr_kill(struct mr *mr, int error)
{
	if (!cmpxchg(&mr->error, 0, error))
		mr_unuse(mr);
}

/* The peer has none of our locks, and may be in the middle of get(). */
static void nic_revoke(u32 cookie)
{
	struct mr *mr;

	xa_lock(&mrs);
	mr = xa_load(&mrs, cookie);
	if (mr)
		kref_get(&mr->kref);
	xa_unlock(&mrs);
	if (!mr)
		return;
	mr_kill(mr, -ESTALE);
	mr_put(mr);
}

static const struct peer_mem_user_ops nic_ops = {
	.self = nic_self,
	.revoke = nic_revoke,
};

DEFINE_BROKER_PROVIDER(nic_provider, peer_mem_user, &nic_ops, .flags = BROKER_REVOCABLE_ONLY);

#ifdef P2P_FIRST_RELEASE
static int whole_length(struct broker_link *link, u32 handle, u64 *length)
{
	return -EOPNOTSUPP;
}
#else
static int whole_length(struct broker_link *link, u32 handle, u64 *length)
{
	const struct peer_mem_ops *ops = broker_ops(link, peer_mem);

	return broker_has(ops, size) ? ops->size(handle, length) : -EOPNOTSUPP;
}
#endif

/* In the table, so that it can be revoked, but nobody's yet. */
static struct mr *mr_make(struct peer *from, u64 length)
{
	struct mr *mr;
	int ret;

	if (!length || length > LENGTH_MAX || length % PAGE_SIZE)
		return ERR_PTR(-EINVAL);
	mr = kvzalloc(struct_size(mr, pages, length / PAGE_SIZE), GFP_KERNEL_ACCOUNT);
	if (!mr)
		return ERR_PTR(-ENOMEM);
	kref_init(&mr->kref);
	refcount_set(&mr->users, 1);
	mr->from = from;
	mr->length = length;
	ret = xa_alloc_cyclic(&mrs, &mr->id, mr, xa_limit_31b, &next_id, GFP_KERNEL_ACCOUNT);
	if (ret < 0) {
		kvfree(mr);
		return ERR_PTR(ret);
	}
	atomic_inc(&mrs_count);
	return mr;
}

static void mr_publish(struct mr *mr, struct peer *peer, const struct file *file)
{
	spin_lock(&mrs_lock);
	list_add(&mr->node, &peer->mrs);
	spin_unlock(&mrs_lock);
	xa_lock(&mrs);
	mr->file = file;
	xa_unlock(&mrs);
}

static int mr_get(struct broker_link *link, const struct file *file,
		  const struct p2p_nic_register *reg, u32 *id)
{
	struct peer_range range = {
		.size = sizeof(range),
		.handle = reg->handle,
		.offset = reg->offset,
		.length = reg->length,
	};
	struct mr *mr;
	int ret = 0;

	if (!range.length)
		ret = whole_length(link, range.handle, &range.length);
	if (ret)
		return ret;
	mr = mr_make(link->priv, range.length);
	if (IS_ERR(mr))
		return PTR_ERR(mr);
	*id = mr->id;
	refcount_inc(&mr->users);	/* ours, for it may be revoked at once */
	kref_get(&mr->kref);		/* for having it from the peer */
	ret = broker_ops(link, peer_mem)->get(nic_self(), &range, mr->id, mr->pages, &mr->peer);
	if (ret)
		goto err_erase;
	mr_publish(mr, link->priv, file);
	mr_unuse(mr);
	return 0;

err_erase:
	xa_erase(&mrs, mr->id);
	mr_put(mr);
	mr_put(mr);
	return ret;
}

/* In the context of the process whose memory it is. */
int mr_register(const struct file *file, const struct p2p_nic_register *reg, u32 *id)
{
	struct broker_link *link = broker_enter(&peer_consumer);
	int ret;

	if (!link)
		return -ENODEV;
	ret = mr_get(link, file, reg, id);
	broker_exit(link);
	return ret;
}

/* The caller gets the table's reference to an mr of the file, if there is one. */
static struct mr *mr_take(const struct file *file, unsigned long first, unsigned long last)
{
	unsigned long id;
	struct mr *mr;

	xa_lock(&mrs);
	xa_for_each_range(&mrs, id, mr, first, last) {
		if (mr->file == file) {
			__xa_erase(&mrs, id);
			break;
		}
	}
	xa_unlock(&mrs);
	return mr;
}

int mr_unregister(const struct file *file, u32 id)
{
	struct mr *mr = mr_take(file, id, id);

	if (!mr)
		return -ENOENT;
	mr_kill(mr, -ECANCELED);
	mr_put(mr);
	return 0;
}

void mrs_close(const struct file *file)
{
	struct mr *mr;

	while ((mr = mr_take(file, 0, ULONG_MAX))) {
		mr_kill(mr, -ECANCELED);
		mr_put(mr);
	}
}

/* For a transfer; mr_unuse() ends it. What can be found has not been freed. */
struct mr *mr_use(const struct file *file, u32 id)
{
	struct mr *mr;

	xa_lock(&mrs);
	mr = xa_load(&mrs, id);
	if (!mr || mr->file != file)
		mr = ERR_PTR(-ENOENT);
	else if (READ_ONCE(mr->error) || !refcount_inc_not_zero(&mr->users))
		mr = ERR_PTR(READ_ONCE(mr->error));
	xa_unlock(&mrs);
	return mr;
}

int mr_flush(struct mr *mr)
{
	struct broker_link *link = broker_enter(&peer_consumer);
	int ret = -ENODEV;

	if (!link)
		return ret;
	if (link->priv == mr->from)
		ret = broker_ops(link, peer_mem)->flush(mr->peer);
	broker_exit(link);
	return ret;
}

int mrs_start(void)
{
	int ret = broker_provider_register(&nic_provider);

	if (ret)
		return ret;
	ret = broker_consumer_register(&peer_consumer);
	if (ret)
		broker_provider_unregister(&nic_provider);
	return ret;
}

/* In this order we can be told to let go for as long as we have anything. */
void mrs_stop(void)
{
	broker_consumer_unregister(&peer_consumer);
	broker_provider_unregister(&nic_provider);
}

void mrs_init(struct dentry *debug_dir)
{
	debugfs_create_atomic_t("mrs", 0444, debug_dir, &mrs_count);
}

void mrs_exit(void)
{
	WARN_ON_ONCE(!xa_empty(&mrs) || atomic_read(&mrs_count));
}
