// SPDX-License-Identifier: GPL-2.0-only
/* Imports from circle_right, which imports from here. */
#include <linux/module.h>
#include "circle.h"

int circle_left(int depth)
{
	return depth ? circle_right(depth - 1) : 0;
}
EXPORT_SYMBOL_GPL(circle_left);

MODULE_DESCRIPTION("Half of a circle of symbols");
MODULE_LICENSE("GPL");
