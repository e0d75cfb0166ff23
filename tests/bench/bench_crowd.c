// SPDX-License-Identifier: GPL-2.0-only
/*
 * One of many modules that do not use the broker. run.sh makes copies
 * with other names.
 */
#include <linux/module.h>

MODULE_DESCRIPTION("Benchmark: a module among many");
MODULE_LICENSE("GPL");
