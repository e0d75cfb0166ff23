/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interface between the fake kernel and our versions of libmnl's socket functions: requests
 * are passed one way, and sent messages the other way, into a queue.
 */
#ifndef _FAKE_SOCKET_H
#define _FAKE_SOCKET_H

#include <stddef.h>
#include <linux/netlink.h>

/* The multicast group of events, as the kernel numbers it. */
#define FAKE_EVENTS_GROUP	7

void fake_answer(const struct nlmsghdr *request);

void fake_socket_send(const void *message, size_t size);
void fake_socket_reset(void);

#endif
