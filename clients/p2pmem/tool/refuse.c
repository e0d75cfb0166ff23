// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that must fail, and the errno that each must return.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "p2pmem.h"

#define SIZE	65536ull
#define HUGE	(~0ull)

static int wrong;

static const char *name(int error)
{
	return error ? strerrorname_np(error) : "OK";
}

static void expect(const char *what, int expected, int error)
{
	if (error == expected)
		return;
	fprintf(stderr, "%s: expected %s, got %s\n", what, name(expected), name(error));
	wrong++;
}

static int raw(int fd, unsigned long request, void *data)
{
	return ioctl(fd, request, data) < 0 ? errno : 0;
}

static int copy_at(struct devices *d, uint32_t handle, uint64_t offset, uint64_t length)
{
	static char data[SIZE];
	struct p2p_gpu_copy copy = {
		.handle = handle, .offset = offset, .length = length, .data = (uintptr_t)data
	};

	return raw(d->gpu, P2P_GPU_READ, &copy);
}

static void refuse_regions(struct devices *d, struct devices *other, uint32_t handle)
{
	struct p2p_gpu_copy copy = { .handle = handle, .length = SIZE, .data = 8 };
	struct p2p_gpu_alloc alloc = { .size = SIZE, .flags = 1 };
	uint32_t none;

	expect("region of 0 bytes", EINVAL, region_alloc(d, 0, &none));
	expect("region of 1 byte", EINVAL, region_alloc(d, 1, &none));
	expect("region of all bytes", EINVAL, region_alloc(d, HUGE & ~4095ull, &none));
	expect("region of 2^63 bytes", EINVAL, region_alloc(d, 1ull << 63, &none));
	expect("region of 64 MiB and a page", EINVAL, region_alloc(d, (64 << 20) + 4096, &none));
	expect("64 MiB beside others", ENOMEM, region_alloc(d, 64 << 20, &none));
	expect("region with a flag", EINVAL, raw(d->gpu, P2P_GPU_ALLOC, &alloc));
	expect("region, nowhere to write", EFAULT, raw(d->gpu, P2P_GPU_ALLOC, (void *)8));
	expect("read past the end", EINVAL, copy_at(d, handle, 1, SIZE));
	expect("read far past the end", EINVAL, copy_at(d, handle, HUGE, 2));
	expect("read that wraps", EINVAL, copy_at(d, handle, 1, HUGE));
	expect("read of the whole", 0, copy_at(d, handle, 0, SIZE));
	expect("read to nowhere", EFAULT, raw(d->gpu, P2P_GPU_READ, &copy));
	copy.flags = 1;
	expect("read with a flag", EINVAL, raw(d->gpu, P2P_GPU_READ, &copy));
	expect("read of no region", ENOENT, copy_at(d, 12345, 0, 1));
	expect("read through another file", ENOENT, copy_at(other, handle, 0, 1));
	expect("free through another file", ENOENT, region_free(other, handle));
	expect("free of no region", ENOENT, region_free(d, 0));
}

static int register_at(struct devices *d, uint32_t handle, uint64_t offset, uint64_t length)
{
	struct p2p_nic_register reg = { .handle = handle, .offset = offset, .length = length };

	return raw(d->nic, P2P_NIC_REGISTER, &reg);
}

/* In another process, even one that has inherited the open files. */
static int register_elsewhere(struct devices *d, uint32_t handle)
{
	int status, pid = fork();

	if (!pid)
		_exit(register_at(d, handle, 0, SIZE));
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : EPROTO;
}

static void refuse_mrs(struct devices *d, struct devices *other, uint32_t handle, uint32_t mr)
{
	uint32_t none;

	expect("mr of half a page", EINVAL, register_at(d, handle, 0, 2048));
	expect("mr from half a page", EINVAL, register_at(d, handle, 2048, 4096));
	expect("mr past the end", EINVAL, register_at(d, handle, 4096, SIZE));
	expect("mr far past the end", EINVAL, register_at(d, handle, HUGE & ~4095ull, 4096));
	expect("mr that wraps", EINVAL, register_at(d, handle, HUGE & ~4095ull, 8192));
	expect("mr of all bytes", EINVAL, register_at(d, handle, 0, HUGE & ~4095ull));
	expect("mr of no region", ENOENT, mr_register(d, 12345, SIZE, &none));
	expect("mr in another process", ENOENT, register_elsewhere(d, handle));
	expect("mr, nowhere to read", EFAULT, raw(d->nic, P2P_NIC_REGISTER, (void *)8));
	expect("unregister through another file", ENOENT, mr_unregister(other, mr));
	expect("unregister nothing", ENOENT, mr_unregister(d, 0));
}

static int transfer_at(struct devices *d, uint32_t from, uint64_t from_offset,
		       uint32_t to, uint64_t to_offset, uint64_t length)
{
	struct p2p_nic_transfer transfer = {
		.from = from, .from_offset = from_offset,
		.to = to, .to_offset = to_offset, .length = length,
	};
	uint64_t done;

	return transfer_start(d, &transfer) ?: transfer_wait(d, transfer.id, &done);
}

static void refuse_transfers(struct devices *d, struct devices *other, uint32_t mr)
{
	struct p2p_nic_transfer transfer = { .from = mr, .to = mr, .length = 1, .flags = 1 };
	struct p2p_nic_wait wait = { .id = 12345 };

	expect("transfer of all", 0, transfer_at(d, mr, 0, mr, 0, SIZE));
	expect("transfer of nothing", EINVAL, transfer_at(d, mr, 0, mr, 0, 0));
	expect("transfer from past the end", EINVAL, transfer_at(d, mr, 1, mr, 0, SIZE));
	expect("transfer to past the end", EINVAL, transfer_at(d, mr, 0, mr, 1, SIZE));
	expect("transfer from far away", EINVAL, transfer_at(d, mr, HUGE, mr, 0, 2));
	expect("transfer to far away", EINVAL, transfer_at(d, mr, 0, mr, HUGE, 1));
	expect("transfer that wraps", EINVAL, transfer_at(d, mr, 1, mr, 1, HUGE));
	expect("transfer from nothing", ENOENT, transfer_at(d, 0, 0, mr, 0, 1));
	expect("transfer to nothing", ENOENT, transfer_at(d, mr, 0, 12345, 0, 1));
	expect("transfer through another file", ENOENT, transfer_at(other, mr, 0, mr, 0, 1));
	expect("transfer with a flag", EINVAL, transfer_start(d, &transfer));
	expect("wait for nothing", ENOENT, raw(d->nic, P2P_NIC_WAIT, &wait));
}

static void refuse_revoked(struct devices *d, uint32_t mr, uint32_t whole, uint32_t handle)
{
	uint64_t done;
	struct p2p_nic_transfer transfer = { .from = whole, .to = whole, .length = SIZE };
	int i, full = 0;

	for (i = 0; !full && i < 300; i++)
		full = transfer_start(d, &transfer);
	expect("too many transfers", EBUSY, full);
	while (i > 1)
		expect("one of many", 0, transfer_wait(d, --i, &done));
	expect("free while registered", 0, region_free(d, handle));
	expect("transfer from what was freed", ESTALE, transfer_at(d, mr, 0, whole, 0, 1));
	expect("transfer to what was freed", ESTALE, transfer_at(d, whole, 0, mr, 0, 1));
	expect("mr of what was freed", ENOENT, register_at(d, handle, 0, SIZE));
	expect("unregister what was freed", 0, mr_unregister(d, mr));
	expect("transfer from what is unregistered", ENOENT, transfer_at(d, mr, 0, whole, 0, 1));
}

static void refuse_all(struct devices *d, struct devices *other)
{
	uint32_t handle = 0, kept = 0, mr = 0, whole = 0;

	expect("region", 0, region_alloc(d, SIZE, &handle));
	expect("region", 0, region_alloc(d, SIZE, &kept));
	refuse_regions(d, other, handle);
	expect("mr", 0, mr_register(d, handle, SIZE, &mr));
	expect("mr of the whole region", 0, mr_register(d, kept, 0, &whole));
	refuse_mrs(d, other, handle, mr);
	refuse_transfers(d, other, mr);
	refuse_revoked(d, mr, whole, handle);
}

static void refuse_without_glue(struct devices *d)
{
	uint32_t handle = 0;

	expect("region", 0, region_alloc(d, SIZE, &handle));
	expect("mr without glue", ENODEV, register_at(d, handle, 0, SIZE));
	expect("whole mr without glue", ENODEV, register_at(d, handle, 0, 0));
	expect("transfer without glue", ENOENT, transfer_at(d, 1, 0, 1, 0, 1));
	expect("free without glue", 0, region_free(d, handle));
}

int refuse(bool glue)
{
	struct devices d, other;
	int error = devices_open(&d, 0) ?: devices_open(&other, 0);
	uint64_t none = 0;

	if (error) {
		fprintf(stderr, "open: %s\n", name(error));
		return 1;
	}
	expect("unknown call of the GPU", ENOTTY, raw(d.gpu, _IO('g', 0x7f), NULL));
	expect("unknown call of the NIC", ENOTTY, raw(d.nic, _IO('n', 0x7f), NULL));
	expect("another size of a call", ENOTTY, raw(d.gpu, _IOW('g', 0x41, uint64_t), &none));
	if (glue)
		refuse_all(&d, &other);
	else
		refuse_without_glue(&d);
	devices_close(&other);
	devices_close(&d);
	return wrong != 0;
}
