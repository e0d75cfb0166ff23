// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of a peer, obtained through peer_mem, and put when its last user ends. Each transfer
 * is a user. So is the registration, until the process, the memory's owner or the peer ends it.
 *
 * There is one link to a peer at a time, and its detach hook waits until no memory has a
 * user. As long as memory has a user, a link that can be entered is therefore the one that
 * the memory was obtained through.
 */
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/wait_bit.h>
#include <linux/broker/consumer.h>

#include "nic.h"
#include "peer_mem.h"

#define LENGTH_MAX	SZ_64M

static DEFINE_XARRAY_ALLOC1(mrs);
static u32 next_id;		/* an id is not reused soon: a late revoke() finds nothing */
atomic_t mrs_used;

static void mr_release(struct kref *kref)
{
	kvfree(container_of(kref, struct mr, kref));
}

static void mr_lose(u32 id, int error);

/* Called by the peer, possibly during get(). */
static void nic_revoke(u32 cookie)
{
	mr_lose(cookie, -ESTALE);
}

static const struct peer_mem_callbacks peer_callbacks = { .revoke = nic_revoke };

/* The peer puts the memory that was not put, after this hook. */
static void peer_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	unsigned long id;
	struct mr *mr;

	xa_for_each(&mrs, id, mr)
		mr_lose(id, -ENODEV);
	wait_var_event(&mrs_used, !atomic_read_acquire(&mrs_used));
}

DEFINE_BROKER_CONSUMER_TWO_WAY(peer_consumer, peer_mem, 0, &peer_callbacks,
			       .detach = peer_detach);

/**
 * mr_unuse() - drop a user
 * @mr: the caller must not touch it again
 *
 * The link is entered before the count drops. If it is revoked, its detach hook waits for
 * the count, and the peer puts the memory itself.
 */
void mr_unuse(struct mr *mr)
{
	struct broker_link *link = broker_enter(&peer_consumer);

	if (refcount_dec_and_test(&mr->users)) {
		if (link && mr->peer)
			broker_ops(link, peer_mem)->put(mr->peer);
		kref_put(&mr->kref, mr_release);
		if (atomic_dec_and_test(&mrs_used))
			wake_up_var(&mrs_used);
	}
	if (link)
		broker_exit(link);
}

/* No new transfer begins, and running transfers stop. The first error counts. */
static void mr_kill(struct mr *mr, int error)
{
	if (!cmpxchg(&mr->error, 0, error))
		mr_unuse(mr);
}

static void mr_lose(u32 id, int error)
{
	struct mr *mr;

	xa_lock(&mrs);
	mr = xa_load(&mrs, id);
	if (mr && !refcount_inc_not_zero(&mr->users))
		mr = NULL;
	xa_unlock(&mrs);
	if (!mr)
		return;
	mr_kill(mr, error);
	mr_unuse(mr);
}

static int whole_length(struct broker_link *link, u32 handle, u64 *length)
{
#ifndef P2P_FIRST_RELEASE
	if (broker_has(broker_ops(link, peer_mem), size))
		return broker_ops(link, peer_mem)->size(handle, length);
#endif
	return -EOPNOTSUPP;
}

/* In the table, so that it can be revoked, but not of any file yet. */
static struct mr *mr_make(u64 length)
{
	struct mr *mr;
	int ret;

	if (!length || length > LENGTH_MAX || length % PAGE_SIZE)
		return ERR_PTR(-EINVAL);
	mr = kvzalloc(struct_size(mr, pages, length / PAGE_SIZE), GFP_KERNEL_ACCOUNT);
	if (!mr)
		return ERR_PTR(-ENOMEM);
	kref_init(&mr->kref);
	kref_get(&mr->kref);		/* of the users */
	refcount_set(&mr->users, 2);	/* until it is unregistered, and until get() has returned */
	mr->length = length;
	ret = xa_alloc_cyclic(&mrs, &mr->id, mr, xa_limit_31b, &next_id, GFP_KERNEL_ACCOUNT);
	if (ret < 0) {
		kvfree(mr);
		return ERR_PTR(ret);
	}
	atomic_inc(&mrs_used);
	return mr;
}

/* Unregisters the mrs of a file with ids from @first to @last. */
int mrs_unregister(const struct file *file, unsigned long first, unsigned long last)
{
	int ret = -ENOENT;
	unsigned long id;
	struct mr *mr;

	xa_lock(&mrs);
	xa_for_each_range(&mrs, id, mr, first, last) {
		if (mr->file != file)
			continue;
		__xa_erase(&mrs, id);
		xa_unlock(&mrs);
		mr_kill(mr, -ECANCELED);
		kref_put(&mr->kref, mr_release);
		ret = 0;
		xa_lock(&mrs);
	}
	xa_unlock(&mrs);
	return ret;
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
	mr = mr_make(range.length);
	if (IS_ERR(mr))
		return PTR_ERR(mr);
	*id = mr->id;
	ret = broker_ops(link, peer_mem)->get(broker_provider_of(link), &range, mr->id,
					      mr->pages, &mr->peer);
	if (ret) {
		mr->peer = NULL;
		mrs_unregister(NULL, mr->id, mr->id);
	} else {
		xa_lock(&mrs);
		mr->file = file;
		xa_unlock(&mrs);
	}
	mr_unuse(mr);
	return ret;
}

/* Called in the context of the process that owns the memory. */
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

/* For a transfer, until mr_unuse(). An mr that can be found has not been freed. */
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
	int ret;

	if (!link)
		return -ENODEV;
	ret = broker_ops(link, peer_mem)->flush(mr->peer);
	broker_exit(link);
	return ret;
}

int mrs_start(void)
{
	return broker_consumer_register(&peer_consumer);
}

void mrs_stop(void)
{
	broker_consumer_unregister(&peer_consumer);
	WARN_ON_ONCE(atomic_read(&mrs_used));
}
