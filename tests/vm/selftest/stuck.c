// SPDX-License-Identifier: GPL-2.0-only
/* Without an exit function a module stays until the next boot. */
#include <linux/module.h>

static int __init stuck_init(void)
{
	return 0;
}
module_init(stuck_init);

MODULE_DESCRIPTION("Self-test of the boot harness: cannot be unloaded");
MODULE_LICENSE("GPL");
