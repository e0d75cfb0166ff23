/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All differences between the kernels that this module is built for.
 */
#ifndef _LAN_NIC_COMPAT_H
#define _LAN_NIC_COMPAT_H

#include <linux/hrtimer.h>
#include <linux/version.h>

/* 908a1d775422 ("hrtimers: Introduce hrtimer_setup() to replace hrtimer_init()"), 6.13 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
static inline void hrtimer_setup(struct hrtimer *timer,
				 enum hrtimer_restart (*function)(struct hrtimer *),
				 clockid_t clock, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock, mode);
	timer->function = function;
}
#endif

#endif
