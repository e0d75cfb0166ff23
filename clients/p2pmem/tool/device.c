// SPDX-License-Identifier: GPL-2.0-only
/*
 * The devices' calls, as functions.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "p2pmem.h"

/* Does the device know the call, which is to free an object that it does not have? */
static bool knows(int fd, unsigned long request)
{
	uint32_t none = 0;

	return ioctl(fd, request, &none) < 0 && errno == ENOENT;
}

/*
 * When both devices are removed and added again at the same time, one may have got the
 * other's number between the lookup in /dev and the open.
 */
static bool is_swapped(const struct devices *d)
{
	return knows(d->gpu, P2P_NIC_UNREGISTER) || knows(d->nic, P2P_GPU_FREE);
}

int devices_open(struct devices *d, unsigned int gpu)
{
	char path[32];
	int error = 0;

	snprintf(path, sizeof(path), "/dev/p2p_gpu%u", gpu);
	d->gpu = open(path, O_RDWR | O_CLOEXEC);
	if (d->gpu < 0)
		return errno;
	d->nic = open("/dev/p2p_nic", O_RDWR | O_CLOEXEC);
	if (d->nic < 0)
		error = errno;
	else if (is_swapped(d))
		error = ENODEV;
	if (!error)
		return 0;
	if (d->nic >= 0)
		close(d->nic);
	close(d->gpu);
	return error;
}

void devices_close(struct devices *d)
{
	close(d->nic);
	close(d->gpu);
}

/* A signal is not one of the errors that are tested for. */
static int call(int fd, unsigned long request, void *data)
{
	while (ioctl(fd, request, data) < 0)
		if (errno != EINTR)
			return errno;
	return 0;
}

int region_alloc(struct devices *d, uint64_t size, uint32_t *handle)
{
	struct p2p_gpu_alloc alloc = { .size = size };
	int error = call(d->gpu, P2P_GPU_ALLOC, &alloc);

	*handle = alloc.handle;
	return error;
}

int region_free(struct devices *d, uint32_t handle)
{
	return call(d->gpu, P2P_GPU_FREE, &handle);
}

int region_write(struct devices *d, uint32_t handle, const void *data, uint64_t size)
{
	struct p2p_gpu_copy copy = { .handle = handle, .length = size, .data = (uintptr_t)data };

	return call(d->gpu, P2P_GPU_WRITE, &copy);
}

int region_read(struct devices *d, uint32_t handle, void *data, uint64_t size)
{
	struct p2p_gpu_copy copy = { .handle = handle, .length = size, .data = (uintptr_t)data };

	return call(d->gpu, P2P_GPU_READ, &copy);
}

int mr_register(struct devices *d, uint32_t handle, uint64_t length, uint32_t *mr)
{
	struct p2p_nic_register reg = { .handle = handle, .length = length };
	int error = call(d->nic, P2P_NIC_REGISTER, &reg);

	*mr = reg.mr;
	return error;
}

int mr_unregister(struct devices *d, uint32_t mr)
{
	return call(d->nic, P2P_NIC_UNREGISTER, &mr);
}

int transfer_start(struct devices *d, struct p2p_nic_transfer *transfer)
{
	return call(d->nic, P2P_NIC_TRANSFER, transfer);
}

/* Returns the errno of the transfer, or EPROTO if it was not possible to wait for its end. */
int transfer_wait(struct devices *d, uint32_t id, uint64_t *done)
{
	struct p2p_nic_wait wait = { .id = id };
	int error = call(d->nic, P2P_NIC_WAIT, &wait);

	*done = wait.done;
	return error ? EPROTO : -wait.status;
}
