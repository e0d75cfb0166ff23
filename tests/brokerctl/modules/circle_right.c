// SPDX-License-Identifier: GPL-2.0-only
/* Imports from circle_left, which imports from here. */
#include <linux/module.h>
#include "circle.h"

int circle_right(int depth)
{
	return depth ? circle_left(depth - 1) : 0;
}
EXPORT_SYMBOL_GPL(circle_right);

MODULE_DESCRIPTION("Half of a circle of symbols");
MODULE_LICENSE("GPL");
