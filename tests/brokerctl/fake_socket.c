// SPDX-License-Identifier: GPL-2.0-only
/*
 * The other end of brokerctl's socket: our own versions of libmnl's functions for sockets and
 * for reading attributes. Sent messages are kept in a queue.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sanitizer/asan_interface.h>

#include "fake_kernel.h"
#include "fake_socket.h"

#define QUEUE_MAX	64

static struct queued {
	void *data;
	size_t size;
} queue[QUEUE_MAX];
static unsigned int queue_first, queue_end;
static bool listening;

static void clear_queue(void)
{
	while (queue_first < queue_end)
		free(queue[queue_first++].data);
	queue_first = 0;
	queue_end = 0;
}

void fake_socket_reset(void)
{
	clear_queue();
	listening = false;
}

void fake_socket_send(const void *message, size_t size)
{
	if (queue_end == QUEUE_MAX)
		return;
	queue[queue_end].data = malloc(size ?: 1);
	memcpy(queue[queue_end].data, message, size);
	queue[queue_end++].size = size;
}

/* Replacements of libmnl's functions, which are not built with the sanitizer. */

static const void *checked(const struct nlattr *attr, size_t size)
{
	const void *payload = (const char *)attr + MNL_ATTR_HDRLEN;

	if (__asan_region_is_poisoned((void *)payload, size))
		abort();
	return payload;
}

u8 mnl_attr_get_u8(const struct nlattr *attr)
{
	return *(const u8 *)checked(attr, sizeof(u8));
}

u16 mnl_attr_get_u16(const struct nlattr *attr)
{
	return *(const u16 *)checked(attr, sizeof(u16));
}

u32 mnl_attr_get_u32(const struct nlattr *attr)
{
	return *(const u32 *)checked(attr, sizeof(u32));
}

/* The type is that of libmnl's declaration, which differs from ours. */
__typeof__(mnl_attr_get_u64(NULL)) mnl_attr_get_u64(const struct nlattr *attr)
{
	u64 value;

	memcpy(&value, checked(attr, sizeof(value)), sizeof(value));
	return value;
}

/* A socket never waits: if there is nothing to read, the time is up. */

struct mnl_socket {
	int fd;
};

struct mnl_socket *mnl_socket_open2(int bus, int flags)
{
	static struct mnl_socket socket = { .fd = -1 };

	return &socket;
}

int mnl_socket_bind(struct mnl_socket *socket, unsigned int groups, pid_t pid)
{
	return 0;
}

int mnl_socket_close(struct mnl_socket *socket)
{
	return 0;
}

int mnl_socket_get_fd(const struct mnl_socket *socket)
{
	return socket->fd;
}

int mnl_socket_setsockopt(const struct mnl_socket *socket, int type, void *data, socklen_t size)
{
	if (type != NETLINK_ADD_MEMBERSHIP || *(int *)data != FAKE_EVENTS_GROUP)
		return 0;
	if (!fake.privileged) {
		errno = EPERM;
		return -1;
	}
	listening = true;
	return 0;
}

ssize_t mnl_socket_sendto(const struct mnl_socket *socket, const void *request, size_t size)
{
	fake_answer(request);
	return size;
}

/* Happens when a listener has read everything; false: ENOBUFS. */
static bool happen(void)
{
	void (*joined)(void) = fake.joined;

	if (fake.overflows) {
		fake.overflows--;
		return false;
	}
	fake.joined = NULL;
	if (joined)
		joined();
	return true;
}

ssize_t mnl_socket_recvfrom(const struct mnl_socket *socket, void *buffer, size_t size)
{
	struct queued *next;

	if (listening && queue_first == queue_end && !happen()) {
		errno = ENOBUFS;
		return -1;
	}
	if (queue_first == queue_end) {
		errno = ETIMEDOUT;
		return -1;
	}
	fake.received++;
	next = &queue[queue_first++];
	/* Memory after the message must not be read. */
	ASAN_UNPOISON_MEMORY_REGION(buffer, size);
	memcpy(buffer, next->data, next->size);
	ASAN_POISON_MEMORY_REGION((char *)buffer + next->size, size - next->size);
	size = next->size;
	free(next->data);
	if (queue_first == queue_end)
		clear_queue();
	return size;
}
