// SPDX-License-Identifier: GPL-2.0-only
/*
 * The control: links a symbol of direct_bar.
 */
#include <linux/module.h>

#include "direct_bar.h"

static struct direct_bar bar;

static int __init direct_foo_init(void)
{
	return direct_bar_write(&bar, 1);
}
module_init(direct_foo_init);

static void __exit direct_foo_exit(void)
{
}
module_exit(direct_foo_exit);

MODULE_DESCRIPTION("Uses direct_bar by its exported symbol");
MODULE_LICENSE("GPL");
