/* SPDX-License-Identifier: GPL-2.0-only */
/* Requests that end in another context: a disk completes later, and a file system answers later. */
#ifndef _REQUEST_H
#define _REQUEST_H

#include <linux/broker/interface.h>

struct port;		/* the disk's */
struct volume;		/* the file system's */

#define REQUEST_OPS(OP)							\
	OP(0, atomic, int, submit, (struct port *port, u32 ms))		\
	OP(0, atomic, void, answer, (struct port *port))
#define REQUEST_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, done, (struct volume *volume))	\
	CALLBACK(0, atomic, void, ask, (struct volume *volume))
BROKER_INTERFACE_TWO_WAY(request, 1, REQUEST_OPS, REQUEST_CALLBACKS);

#endif
