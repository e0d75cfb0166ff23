// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfers. A worker moves the bytes piece by piece and checks each time whether
 * it may continue. It uses addresses, as a NIC does. Their only guard is that the
 * mrs have a user until the transfer ends.
 */
#include <linux/completion.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "nic.h"

#define TRANSFERS_MAX	256	/* of an open file, that no task has waited for */

/**
 * struct transfer - some bytes to be moved
 * @work: moves them
 * @from: the source; the transfer is a user of it
 * @to: the target; the transfer is a user of it
 * @request: the request of the process
 * @canceled: the transfer is to stop
 * @awaited: a task waits for it, and frees it; the lock of the file's transfers
 * @done: number of bytes that were written
 * @status: 0, or the errno that it has ended with
 * @ended: completed when the two above are valid
 */
struct transfer {
	struct work_struct work;
	struct mr *from;
	struct mr *to;
	struct p2p_nic_transfer request;
	bool canceled;
	bool awaited;
	u64 done;
	int status;
	struct completion ended;
};

atomic_t transfers_started, transfers_completed, transfers_failed;

static size_t to_end_of_page(u64 offset)
{
	return PAGE_SIZE - offset % PAGE_SIZE;
}

static void *place(const struct mr *mr, u64 offset)
{
	return mr->pages[offset / PAGE_SIZE] + offset % PAGE_SIZE;
}

/* Never more than a page, so that a transfer that is to stop does so soon. */
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

static void mrs_unuse(struct transfer *transfer)
{
	if (!IS_ERR(transfer->from))
		mr_unuse(transfer->from);
	if (!IS_ERR(transfer->to))
		mr_unuse(transfer->to);
}

static void transfer_work(struct work_struct *work)
{
	struct transfer *transfer = container_of(work, struct transfer, work);

	transfer->status = move(transfer);
	atomic_inc(transfer->status ? &transfers_failed : &transfers_completed);
	mrs_unuse(transfer);
	complete_all(&transfer->ended);
}

static bool in_mr(const struct mr *mr, u64 offset, u64 length)
{
	u64 end;

	return !check_add_overflow(offset, length, &end) && end <= mr->length;
}

static int check(const struct p2p_nic_transfer *request, const struct transfer *transfer)
{
	bool valid = !request->flags && request->length &&
		     in_mr(transfer->from, request->from_offset, request->length) &&
		     in_mr(transfer->to, request->to_offset, request->length);

	return valid ? 0 : -EINVAL;
}

int transfer_start(const struct file *file, struct xarray *transfers,
		   const struct p2p_nic_transfer *request, u32 *id)
{
	struct transfer *transfer = kzalloc(sizeof(*transfer), GFP_KERNEL_ACCOUNT);
	int ret;

	if (!transfer)
		return -ENOMEM;
	INIT_WORK(&transfer->work, transfer_work);
	init_completion(&transfer->ended);
	transfer->request = *request;
	transfer->from = mr_use(file, request->from);
	transfer->to = mr_use(file, request->to);
	ret = PTR_ERR_OR_ZERO(transfer->from) ?: PTR_ERR_OR_ZERO(transfer->to) ?:
	      check(request, transfer) ?:
	      xa_alloc(transfers, id, transfer, XA_LIMIT(1, TRANSFERS_MAX), GFP_KERNEL_ACCOUNT);
	if (ret) {
		mrs_unuse(transfer);
		kfree(transfer);
		return ret;
	}
	atomic_inc(&transfers_started);
	queue_work(system_unbound_wq, &transfer->work);
	return 0;
}

/* The worker's last instructions are in this module's text. */
static void transfer_free(struct transfer *transfer)
{
	flush_work(&transfer->work);
	kfree(transfer);
}

int transfer_wait(struct xarray *transfers, struct p2p_nic_wait *wait)
{
	struct transfer *transfer;
	int ret = -ENOENT;

	xa_lock(transfers);
	transfer = xa_load(transfers, wait->id);
	if (transfer) {
		ret = transfer->awaited ? -EBUSY : 0;
		transfer->awaited = true;
	}
	xa_unlock(transfers);
	if (ret)
		return ret;
	ret = wait_for_completion_interruptible(&transfer->ended);
	if (ret) {
		xa_lock(transfers);
		transfer->awaited = false;
		xa_unlock(transfers);
		return ret;
	}
	wait->done = transfer->done;
	wait->status = transfer->status;
	xa_erase(transfers, wait->id);
	transfer_free(transfer);
	return 0;
}

/* The file is being closed: no task starts a transfer or waits for one. */
void transfers_close(struct xarray *transfers)
{
	struct transfer *transfer;
	unsigned long id;

	xa_for_each(transfers, id, transfer)
		WRITE_ONCE(transfer->canceled, true);
	xa_for_each(transfers, id, transfer)
		transfer_free(transfer);
	xa_destroy(transfers);
}
