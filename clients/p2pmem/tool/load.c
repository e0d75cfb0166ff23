// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads that transfer all the time, each with its own open devices. Devices and
 * modules may be removed meanwhile. The threads also disturb transfers themselves:
 * they free regions, unregister mrs, and close files with transfers in progress.
 * Each transfer must end, with 0 or an errno that gives the reason, and each byte of
 * the target must have its old value or the value that was sent.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "p2pmem.h"

#define THREADS_MAX	16
#define SIZE		(128 << 10)
#define SLOTS		4	/* transfers at once, each to its own part of the target */
#define SLOT_SIZE	(SIZE / SLOTS)
#define PAUSE		2000	/* us, until the next try to find a device that is away */
#define TRIES		50

struct user {
	unsigned int random;
	int only_gpu;			/* or -1 */
	struct devices devices, target;	/* the first is used for all but the target's memory */
	uint32_t from, to;		/* regions */
	uint32_t from_mr, to_mr;
	struct p2p_nic_transfer transfers[SLOTS];
	uint8_t source[SIZE], expected[SIZE], got[SIZE];
};

static time_t end;
static atomic_bool terminated;
static atomic_ulong started, completed, stale, gone, canceled, abandoned;
static atomic_ulong refused, sessions, wrong, unexpected;

static bool is_over(void)
{
	return terminated || time(NULL) >= end;
}

static bool one_in(struct user *u, int n)
{
	return rand_r(&u->random) % n == 0;
}

static void complain(const char *what, int error)
{
	fprintf(stderr, "%s: %s\n", what, strerrorname_np(error) ?: "?");
	unexpected++;
}

/* Allows the errors that occur while a device or module is away. Returns error. */
static int may_be_away(const char *what, int error)
{
	if (error == ENODEV || error == ESTALE)
		refused++;
	else if (error)
		complain(what, error);
	return error;
}

/* No module has the memory of a GPU that is away. */
static int connect_user(struct user *u)
{
	int error = mr_register(&u->devices, u->from, SIZE, &u->from_mr);

	if (!error)
		error = mr_register(&u->devices, u->to, SIZE, &u->to_mr);
	return may_be_away("register", error == ENOENT ? ENODEV : error);
}

static int set_up(struct user *u)
{
	uint32_t i, step = rand_r(&u->random) | 1;
	int error;

	for (i = 0; i < SIZE; i++) {
		u->source[i] = (i * step) >> 12;
		u->expected[i] = ~u->source[i];
	}
	error = region_alloc(&u->devices, SIZE, &u->from) ?:
		region_alloc(&u->target, SIZE, &u->to) ?:
		region_write(&u->devices, u->from, u->source, SIZE) ?:
		region_write(&u->target, u->to, u->expected, SIZE);
	return may_be_away("set up", error) ?: connect_user(u);
}

/* A transfer that was not started has length 0. */
static void start(struct user *u, int slot)
{
	struct p2p_nic_transfer *transfer = &u->transfers[slot];
	uint32_t offset = rand_r(&u->random) % SLOT_SIZE;
	int error;

	memset(transfer, 0, sizeof(*transfer));
	transfer->from = u->from_mr;
	transfer->to = u->to_mr;
	transfer->from_offset = rand_r(&u->random) % (SIZE - SLOT_SIZE);
	transfer->to_offset = slot * SLOT_SIZE + offset;
	transfer->length = 1 + rand_r(&u->random) % (SLOT_SIZE - offset);
	error = transfer_start(&u->devices, transfer);
	if (error)
		transfer->length = 0;
	else
		started++;
	may_be_away("transfer", error);
}

static void count(int error)
{
	if (!error)
		completed++;
	else if (error == ESTALE)
		stale++;
	else if (error == ENODEV)
		gone++;
	else if (error == ECANCELED)
		canceled++;
	else
		complain("end of transfer", error);
}

/* True if all bytes were moved. The bytes that were moved are in the target now. */
static bool finish(struct user *u, int slot)
{
	struct p2p_nic_transfer *transfer = &u->transfers[slot];
	uint64_t done;
	int error;

	if (!transfer->length)
		return false;
	error = transfer_wait(&u->devices, transfer->id, &done);
	count(error);
	if (done > transfer->length || (!error && done < transfer->length)) {
		fputs("wrong number of bytes\n", stderr);
		wrong++;
		return false;
	}
	memcpy(&u->expected[transfer->to_offset], &u->source[transfer->from_offset], done);
	return !error;
}

static bool verify(struct user *u)
{
	int error = region_read(&u->target, u->to, u->got, SIZE);

	if (may_be_away("read", error))
		return false;
	if (!memcmp(u->got, u->expected, SIZE))
		return true;
	fputs("wrong byte\n", stderr);
	wrong++;
	return false;
}

/* Registers the same regions anew, once the devices that were away are available again. */
static bool reconnect(struct user *u)
{
	int i, error = 0;

	mr_unregister(&u->devices, u->from_mr);
	mr_unregister(&u->devices, u->to_mr);
	for (i = 0; i < TRIES && !is_over(); i++) {
		error = connect_user(u);
		if (error != ENODEV)
			break;
		usleep(PAUSE);
	}
	return !error;
}

static bool finish_all(struct user *u)
{
	bool all = true;
	int slot;

	for (slot = 0; slot < SLOTS; slot++)
		all &= finish(u, slot);
	return all;
}

static void take_back(struct user *u)
{
	bool target = one_in(u, 2);
	int error = region_free(target ? &u->target : &u->devices, target ? u->to : u->from);

	if (error)
		complain("free", error);
	finish_all(u);
	if (!target)
		verify(u);
}

static void abandon(struct user *u)
{
	int slot;

	for (slot = 0; slot < SLOTS; slot++)
		abandoned += u->transfers[slot].length != 0;
}

/* True if the devices are as before and can be used again. */
static bool go_round(struct user *u)
{
	bool all, kept;
	int slot;

	for (slot = 0; slot < SLOTS; slot++)
		start(u, slot);
	if (one_in(u, 16)) {
		abandon(u);
		return false;
	}
	if (one_in(u, 16)) {
		take_back(u);
		return false;
	}
	kept = !one_in(u, 16);
	if (!kept)
		mr_unregister(&u->devices, one_in(u, 2) ? u->from_mr : u->to_mr);
	all = finish_all(u);
	if (!verify(u))
		return false;
	return (all && kept) || (one_in(u, 2) && reconnect(u));
}

static unsigned int one_gpu(struct user *u)
{
	return u->only_gpu < 0 ? rand_r(&u->random) % GPUS : u->only_gpu;
}

static int open_all(struct user *u)
{
	int error = devices_open(&u->devices, one_gpu(u));

	if (error)
		return error;
	error = devices_open(&u->target, one_gpu(u));
	if (error)
		devices_close(&u->devices);
	return error;
}

static void *use(void *arg)
{
	struct user *u = arg;

	while (!is_over()) {
		int error = open_all(u);

		if (error) {
			if (error != ENOENT && error != ENODEV)
				complain("open", error);
			usleep(PAUSE);
			continue;
		}
		sessions++;
		error = set_up(u);
		while (!error && !is_over() && go_round(u))
			;
		devices_close(&u->target);
		devices_close(&u->devices);
		if (error)
			usleep(PAUSE);
	}
	return NULL;
}

static void terminate(int signal)
{
	(void)signal;
	terminated = true;
}

static void start_thread(pthread_t *thread, int number, int only_gpu)
{
	struct user *u = calloc(1, sizeof(*u));

	if (u) {
		u->random = getpid() * THREADS_MAX + number;
		u->only_gpu = only_gpu;
	}
	if (!u || pthread_create(thread, NULL, use, u)) {
		perror("thread");
		exit(2);
	}
}

int load(int seconds, int threads, int only_gpu)
{
	pthread_t thread[THREADS_MAX];
	int i;

	if (threads < 1 || threads > THREADS_MAX)
		return 2;
	end = time(NULL) + seconds;
	signal(SIGTERM, terminate);
	/* The processes that remove devices and modules have priority. */
	if (nice(10) < 0)
		perror("nice");
	for (i = 0; i < threads; i++)
		start_thread(&thread[i], i, only_gpu);
	for (i = 0; i < threads; i++)
		pthread_join(thread[i], NULL);
	printf("started=%lu completed=%lu stale=%lu gone=%lu canceled=%lu abandoned=%lu ",
	       started, completed, stale, gone, canceled, abandoned);
	printf("refused=%lu sessions=%lu wrong=%lu unexpected=%lu\n",
	       refused, sessions, wrong, unexpected);
	if (started != completed + stale + gone + canceled + abandoned)
		return 1;
	return wrong || unexpected;
}
