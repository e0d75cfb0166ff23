// SPDX-License-Identifier: GPL-2.0-only
/* Imports a symbol of giver without a CRC. */
#include <linux/module.h>
#include "giver.h"

static int __init getter_init(void)
{
	typeof(giver_number) *number = symbol_get(giver_number);

	if (!number)
		return -ENOENT;
	pr_info("getter: %d\n", number());
	symbol_put(giver_number);
	return 0;
}
module_init(getter_init);

MODULE_DESCRIPTION("Gets a symbol by its name");
MODULE_LICENSE("GPL");
