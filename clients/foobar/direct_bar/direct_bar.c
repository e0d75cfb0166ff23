// SPDX-License-Identifier: GPL-2.0-only
/*
 * The control: exports its function to other modules in the usual way.
 */
#include <linux/module.h>

#include "direct_bar.h"

int direct_bar_write(struct direct_bar *bar, u64 value)
{
	bar->sum += value;
	return 0;
}
EXPORT_SYMBOL_GPL(direct_bar_write);

MODULE_DESCRIPTION("Accumulators, exported directly");
MODULE_LICENSE("GPL");
