/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A kernel for brokerctl that is linked into the test: libmnl's socket functions
 * are ours. It answers each request with the objects that a test has set up.
 */
#ifndef _FAKE_KERNEL_H
#define _FAKE_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/types.h>
#include <libmnl/libmnl.h>

#define FAKE_FAMILY	0x23

/**
 * struct fake_kernel - its objects, and what happens to its messages
 * @loaded: there is a broker
 * @lifetime: after how many requests the broker is unloaded; 0: it stays
 * @privileged: the caller may see and change everything; else it sees what /proc/modules shows
 * @empty: there are no objects
 * @twice: both providers are of one module
 * @gone: the module of provider 2 is unloaded, but a link to it still exists
 * @link: state of consumer 2's link
 * @two_way: its interface has callbacks
 * @instances: provider 2 is of an instance with a name, consumer 2 of every instance, and
 *	consumer 3 its part for that one
 * @interrupted: how many dumps are flagged as interrupted
 * @overflows: how many times reading reports that messages were lost
 * @joined: called when a process begins to wait for events; may be NULL
 * @spoil: called with each message before it is sent; may be NULL
 * @requests: counts valid requests
 * @changes: counts requests that changed something
 * @received: counts messages that were read
 */
extern struct fake_kernel {
	bool loaded;
	int lifetime;
	bool privileged;
	bool empty;
	bool twice;
	bool gone;
	int link;
	bool two_way;
	bool instances;
	int interrupted;
	int overflows;
	void (*joined)(void);
	size_t (*spoil)(void *message, size_t size);
	int requests;
	int changes;
	int received;
} fake;

/* main.c has a main of its own, under another name here. */
int brokerctl_main(int argc, char **argv);

void fake_reset(void);
void fake_event(int command, u64 number);
void fake_unload(void);

#endif
