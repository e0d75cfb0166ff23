// SPDX-License-Identifier: GPL-2.0-only
/* A table that bad_provider registers as if it were its own. */
#include <linux/module.h>

extern const void *const bad_table[1];
const void *const bad_table[1] = { bad_table };
EXPORT_SYMBOL_GPL(bad_table);

MODULE_DESCRIPTION("Test: a table in another module");
MODULE_LICENSE("GPL");
