/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A minimal interface, once for each module that provides it, so
 * that the providers can be told apart.
 */
#ifndef _PULSE_H
#define _PULSE_H

#include <linux/module.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#define PULSE_OPS(OP)							\
	OP(0, atomic, int, beat, (void))
BROKER_INTERFACE(pulse, 1, PULSE_OPS);		/* of most of them */
BROKER_INTERFACE(pulse_a, 1, PULSE_OPS);	/* of the mutual_ and cycle_ modules */
BROKER_INTERFACE(pulse_b, 1, PULSE_OPS);
BROKER_INTERFACE(pulse_c, 1, PULSE_OPS);

static int __maybe_unused pulse_beat(void)
{
	return 1;
}

#define DEFINE_PULSE(_interface)					\
static const struct _interface##_ops _interface##_table = {		\
	.beat = pulse_beat,						\
};									\
DEFINE_BROKER_PROVIDER(_interface##_provider, _interface, &_interface##_table)

MODULE_DESCRIPTION("Test: how modules come and go");
MODULE_LICENSE("GPL");

#endif
