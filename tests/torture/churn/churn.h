/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modules that are loaded and unloaded all the time, in any order. Each provides
 * or consumes the same interface, whose calls sleep in the provider's text.
 */
#ifndef _CHURN_H
#define _CHURN_H

#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#define CHURN_OPS(OP)							\
	OP(0, atomic, int, call, (void))				\
	OP(0, sleep, int, nap, (void))
BROKER_INTERFACE(churn, 1, CHURN_OPS);
BROKER_INTERFACE(churn_alone, 1, CHURN_OPS);	/* without a consumer */

static int __maybe_unused churn_call(void)
{
	return 1;
}

static int __maybe_unused churn_nap(void)
{
	msleep(20);
	return 1;
}

#define DEFINE_CHURN(_interface, ...)					\
static const struct _interface##_ops _interface##_table = {		\
	.call = churn_call,						\
	.nap = churn_nap,						\
};									\
DEFINE_BROKER_PROVIDER(_interface##_provider, _interface, &_interface##_table, ##__VA_ARGS__)

MODULE_DESCRIPTION("Test: modules that come and go all the time");
MODULE_LICENSE("GPL");

#endif
