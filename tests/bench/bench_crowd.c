// SPDX-License-Identifier: GPL-2.0-only
/*
 * One of many modules that have nothing to do with it all. run.sh makes copies
 * of other names.
 */
#include <linux/module.h>

MODULE_DESCRIPTION("Benchmark: a module among many");
MODULE_LICENSE("GPL");
