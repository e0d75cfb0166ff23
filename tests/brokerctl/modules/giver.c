// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include "giver.h"

int giver_number(void)
{
	return 1;
}
EXPORT_SYMBOL_GPL(giver_number);

MODULE_DESCRIPTION("Exports a symbol");
MODULE_LICENSE("GPL");
