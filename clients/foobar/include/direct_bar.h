/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The same pair without the broker: direct_foo links direct_bar's symbol, and
 * needs its CRC from the Module.symvers of the very build it is loaded with.
 */
#ifndef _DIRECT_BAR_H
#define _DIRECT_BAR_H

#include <linux/types.h>

struct direct_bar {
	u64 sum;
#ifdef BAR_HISTORY
	u64 history[16];
#endif
};

int direct_bar_write(struct direct_bar *bar, u64 value);

#endif
