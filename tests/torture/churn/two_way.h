/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interface for calls in both directions. The objects that either side keeps for a link are
 * static, in the module's memory, so that a forgetful module leaks nothing.
 */
#ifndef _CHURN_TWO_WAY_H
#define _CHURN_TWO_WAY_H

#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

struct churn_port;	/* the provider's */
struct churn_party;	/* the consumer's */

/* "ring" calls back @depth times, and each callback rings again. */
#define CHURN_TWO_WAY_OPS(OP)						\
	OP(0, atomic, void, ring, (struct churn_port *port, u32 depth))	\
	OP(0, sleep, void, nap, (struct churn_port *port))
#define CHURN_TWO_WAY_CALLBACKS(CALLBACK)				\
	CALLBACK(0, atomic, void, rung, (struct churn_party *party, u32 depth)) \
	CALLBACK(0, sleep, void, nap, (struct churn_party *party))
BROKER_INTERFACE_TWO_WAY(churn_two_way, 1, CHURN_TWO_WAY_OPS, CHURN_TWO_WAY_CALLBACKS);

/* The mistakes that a module's file may select. */
#ifndef CHURN_FORGETS
#define CHURN_FORGETS	false	/* its exit does not unregister */
#endif
#ifndef CHURN_FAILS
#define CHURN_FAILS	false	/* its init fails after it has registered */
#endif

enum { CHURN_FREE, CHURN_USED };

/* The index of an unused element of an array, or a negative value. */
static int churn_take(atomic_t *states, int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (!atomic_cmpxchg(&states[i], CHURN_FREE, CHURN_USED))
			return i;
	return -ENODEV;
}

/* A kernel that warns panics: this ends the torture. */
static void churn_check(const atomic_t *state)
{
	WARN_ON_ONCE(atomic_read(state) != CHURN_USED);
}

MODULE_DESCRIPTION("Test: modules that call both ways, and come and go all the time");
MODULE_LICENSE("GPL");

#endif
