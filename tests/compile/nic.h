/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A two-way interface for the cases that are about using one.
 */
#ifndef TESTS_COMPILE_NIC_H
#define TESTS_COMPILE_NIC_H

#include <linux/broker/interface.h>

struct acme_port;

#define ACME_NIC_OPS(OP)						\
	OP(0, atomic, int, send, (struct acme_port *port, u32 length))	\
	OP(1, sleep, void, flush, (struct acme_port *port))
#define ACME_NIC_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, done, (void *user, u64 cookie, int status)) \
	CALLBACK(2, sleep | optional, void, reset, (void *user))
BROKER_INTERFACE_TWO_WAY(acme_nic, 3, ACME_NIC_OPS, ACME_NIC_CALLBACKS);

#endif
