// SPDX-License-Identifier: GPL-2.0-only
/*
 * Drives the NIC and the GPU, see usage.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "p2pmem.h"

#define SIZE	(1024 * 1024)

static int copy_bytes(struct devices *d, struct devices *to_gpu, uint8_t *data, uint8_t *got)
{
	struct p2p_nic_transfer transfer = { .length = SIZE };
	uint32_t from, to;
	uint64_t done;
	int error;

	error = region_alloc(d, SIZE, &from) ?: region_alloc(to_gpu, SIZE, &to) ?:
		region_write(d, from, data, SIZE) ?:
		mr_register(d, from, SIZE, &transfer.from) ?:
		mr_register(d, to, SIZE, &transfer.to) ?:
		transfer_start(d, &transfer) ?:
		transfer_wait(d, transfer.id, &done) ?:
		region_read(to_gpu, to, got, SIZE);
	if (!error && (done != SIZE || memcmp(data, got, SIZE)))
		error = EIO;
	return error;
}

/* Between two GPUs, or from a GPU to itself. */
static int copy_between(unsigned int from, unsigned int to)
{
	static uint8_t data[SIZE], got[SIZE];
	struct devices d, target;
	int i, error;

	for (i = 0; i < SIZE; i++)
		data[i] = i * 2654435761u >> 13;
	error = devices_open(&d, from);
	if (error)
		return error;
	error = devices_open(&target, to);
	if (!error) {
		error = copy_bytes(&d, &target, data, got);
		devices_close(&target);
	}
	devices_close(&d);
	return error;
}

static int copy_all(void)
{
	unsigned int from, to;
	int error = 0;

	for (from = 0; from < GPUS; from++)
		for (to = 0; to < GPUS && !error; to++)
			error = copy_between(from, to);
	return error;
}

static int say(int error)
{
	puts(error ? strerrorname_np(error) : "OK");
	return error != 0;
}

/* The modules find each other in the background. */
int copy(int seconds)
{
	time_t end = time(NULL) + seconds;
	int error;

	while ((error = copy_all()) && time(NULL) < end)
		usleep(10000);
	return say(error);
}

int whole(void)
{
	uint32_t handle, mr;
	struct devices d;
	int error = devices_open(&d, GPUS - 1);

	if (!error) {
		error = region_alloc(&d, SIZE, &handle) ?: mr_register(&d, handle, 0, &mr);
		devices_close(&d);
	}
	return say(error);
}

static int print_usage(void)
{
	fputs("usage: p2pmem copy [SECONDS]           a megabyte between any GPUs, trying so long\n"
	      "       p2pmem whole                    register a region without telling its size\n"
	      "       p2pmem refuse [without-glue]   what must not work\n"
	      "       p2pmem load SECONDS THREADS [GPU]\n"
	      "                                      transfers, until SIGTERM or the time is over\n",
	      stderr);
	return 2;
}

int main(int argc, char **argv)
{
	const char *command = argc > 1 ? argv[1] : "";

	if (!strcmp(command, "copy") && argc <= 3)
		return copy(argc == 3 ? atoi(argv[2]) : 0);
	if (!strcmp(command, "whole") && argc == 2)
		return whole();
	if (!strcmp(command, "refuse") && argc == 2)
		return refuse(true);
	if (!strcmp(command, "refuse") && argc == 3 && !strcmp(argv[2], "without-glue"))
		return refuse(false);
	if (!strcmp(command, "load") && argc == 4)
		return load(atoi(argv[2]), atoi(argv[3]), -1);
	if (!strcmp(command, "load") && argc == 5)
		return load(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
	return print_usage();
}
