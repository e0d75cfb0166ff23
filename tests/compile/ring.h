/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An interface for the cases that are about using one, and another one to
 * confuse it with.
 */
#ifndef TESTS_COMPILE_RING_H
#define TESTS_COMPILE_RING_H

#include <linux/broker/interface.h>

struct acme_ring;

#define ACME_RING_OPS(OP)						\
	OP(0, sleep, int, open, (u32 id, struct acme_ring **ring))	\
	OP(0, sleep, void, close, (struct acme_ring *ring))		\
	OP(1, atomic | optional, bool, idle, (const struct acme_ring *ring))
BROKER_INTERFACE(acme_ring, 1, ACME_RING_OPS);

#define ACME_LAMP_OPS(OP)						\
	OP(0, sleep, int, light, (u32 id))
BROKER_INTERFACE(acme_lamp, 1, ACME_LAMP_OPS);

#endif
