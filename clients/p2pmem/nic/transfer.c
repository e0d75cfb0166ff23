// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bytes on their way. A worker moves them piece by piece and looks each time
 * whether it may go on. What it uses are addresses, as a NIC does, and nothing
 * guards them but that the mrs have a user until it ends.
 */
#include <linux/completion.h>
#include <linux/debugfs.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "nic.h"

#define TRANSFERS_MAX	256	/* of an open file, that nobody has waited for */

/**
 * struct transfer - some bytes to be moved
 * @kref: the worker's, the open file's, and that of who looks at it
 * @work: moves them
 * @from: from where, used
 * @to: to where, used
 * @request: what was asked for
 * @canceled: nobody wants it any more
 * @done: so many bytes were written
 * @status: how it has ended
 * @ended: after which the two above are valid
 */
struct transfer {
	struct kref kref;
	struct work_struct work;
	struct mr *from;
	struct mr *to;
	struct p2p_nic_transfer request;
	bool canceled;
	u64 done;
	int status;
	struct completion ended;
};

static struct workqueue_struct *queue;
static atomic_t started, completed, failed;

static void transfer_release(struct kref *kref)
{
	kfree(container_of(kref, struct transfer, kref));
}

static void transfer_put(struct transfer *transfer)
{
	kref_put(&transfer->kref, transfer_release);
}

static size_t to_end_of_page(u64 offset)
{
	return PAGE_SIZE - offset % PAGE_SIZE;
}

static void *place(const struct mr *mr, u64 offset)
{
	return mr->pages[offset / PAGE_SIZE] + offset % PAGE_SIZE;
}

/* Never more than a page, so that whoever wants an end need not wait for long. */
static void move_piece(struct transfer *transfer)
{
	u64 from = transfer->request.from_offset + transfer->done;
	u64 to = transfer->request.to_offset + transfer->done;
	u64 piece = min_t(u64, transfer->request.length - transfer->done,
			  min(to_end_of_page(from), to_end_of_page(to)));

	memmove(place(transfer->to, to), place(transfer->from, from), piece);
	transfer->done += piece;
}

static int why_stop(const struct transfer *transfer)
{
	if (READ_ONCE(transfer->canceled))
		return -ECANCELED;
	return READ_ONCE(transfer->from->error) ?: READ_ONCE(transfer->to->error);
}

static int move(struct transfer *transfer)
{
	while (transfer->done < transfer->request.length) {
		int ret = why_stop(transfer);

		if (ret)
			return ret;
		move_piece(transfer);
		cond_resched();
	}
	return mr_flush(transfer->to);
}

static void transfer_work(struct work_struct *work)
{
	struct transfer *transfer = container_of(work, struct transfer, work);

	transfer->status = move(transfer);
	atomic_inc(transfer->status ? &failed : &completed);
	mr_unuse(transfer->from);
	mr_unuse(transfer->to);
	complete_all(&transfer->ended);
	transfer_put(transfer);
}

static bool in_mr(const struct mr *mr, u64 offset, u64 length)
{
	u64 end;

	return !check_add_overflow(offset, length, &end) && end <= mr->length;
}

static int transfer_check(const struct transfer *transfer)
{
	const struct p2p_nic_transfer *request = &transfer->request;

	if (request->flags || !request->length ||
	    !in_mr(transfer->from, request->from_offset, request->length) ||
	    !in_mr(transfer->to, request->to_offset, request->length))
		return -EINVAL;
	return 0;
}

static int transfer_queue(struct transfer *transfer, struct xarray *transfers, u32 *id)
{
	int ret;

	kref_get(&transfer->kref);	/* the file's */
	ret = xa_alloc(transfers, id, transfer, XA_LIMIT(1, TRANSFERS_MAX), GFP_KERNEL_ACCOUNT);
	if (ret) {
		transfer_put(transfer);
		return ret;
	}
	atomic_inc(&started);
	queue_work(queue, &transfer->work);
	return 0;
}

int transfer_start(const struct file *file, struct xarray *transfers,
		   const struct p2p_nic_transfer *request, u32 *id)
{
	struct transfer *transfer = kzalloc(sizeof(*transfer), GFP_KERNEL_ACCOUNT);
	int ret;

	if (!transfer)
		return -ENOMEM;
	kref_init(&transfer->kref);
	INIT_WORK(&transfer->work, transfer_work);
	init_completion(&transfer->ended);
	transfer->request = *request;
	transfer->from = mr_use(file, request->from);
	if (IS_ERR(transfer->from)) {
		ret = PTR_ERR(transfer->from);
		goto err_put;
	}
	transfer->to = mr_use(file, request->to);
	if (IS_ERR(transfer->to)) {
		ret = PTR_ERR(transfer->to);
		goto err_unuse_from;
	}
	ret = transfer_check(transfer) ?: transfer_queue(transfer, transfers, id);
	if (ret)
		goto err_unuse_to;
	return 0;

err_unuse_to:
	mr_unuse(transfer->to);
err_unuse_from:
	mr_unuse(transfer->from);
err_put:
	transfer_put(transfer);
	return ret;
}

static struct transfer *transfer_get(struct xarray *transfers, u32 id)
{
	struct transfer *transfer;

	xa_lock(transfers);
	transfer = xa_load(transfers, id);
	if (transfer)
		kref_get(&transfer->kref);
	xa_unlock(transfers);
	return transfer;
}

/* If several wait for the same, all are told, and one of them forgets it. */
int transfer_wait(struct xarray *transfers, struct p2p_nic_wait *wait)
{
	struct transfer *transfer = transfer_get(transfers, wait->id);
	int ret;

	if (!transfer)
		return -ENOENT;
	ret = wait_for_completion_interruptible(&transfer->ended);
	if (!ret) {
		wait->done = transfer->done;
		wait->status = transfer->status;
		if (xa_cmpxchg(transfers, wait->id, transfer, NULL, 0) == transfer)
			transfer_put(transfer);
	}
	transfer_put(transfer);
	return ret;
}

/* The file is closed. Does not wait: the workers let go of what they use. */
void transfers_close(struct xarray *transfers)
{
	struct transfer *transfer;
	unsigned long id;

	xa_for_each(transfers, id, transfer) {
		WRITE_ONCE(transfer->canceled, true);
		transfer_put(transfer);
	}
	xa_destroy(transfers);
}

int transfers_init(struct dentry *debug_dir)
{
	debugfs_create_atomic_t("started", 0444, debug_dir, &started);
	debugfs_create_atomic_t("completed", 0444, debug_dir, &completed);
	debugfs_create_atomic_t("failed", 0444, debug_dir, &failed);
	queue = alloc_workqueue("p2p_nic", WQ_UNBOUND, 0);
	return queue ? 0 : -ENOMEM;
}

void transfers_exit(void)
{
	destroy_workqueue(queue);
	WARN_ON_ONCE(atomic_read(&started) != atomic_read(&completed) + atomic_read(&failed));
}
