/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ports, an instance each, and the objects above them, which they call back.
 */
#ifndef PORTS_H
#define PORTS_H

#include <linux/types.h>
#include <linux/broker/interface.h>

struct port_user;
struct upper;

/* One of the modules is built with another value. */
#ifndef PORTS_ANSWER
#define PORTS_ANSWER	bool
#endif

#define PORTS_OPS(OP)							\
	OP(0, atomic, PORTS_ANSWER, is_named, (struct port_user *user, const char *name))
#define PORTS_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, heard, (struct upper *upper, const char *name))
BROKER_INTERFACE_TWO_WAY(ports, 1, PORTS_OPS, PORTS_CALLBACKS);

#endif
