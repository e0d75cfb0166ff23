// SPDX-License-Identifier: GPL-2.0-only
/*
 * A provider of accumulators, through interface bar_api. The layout of struct bar is
 * private to this module; a build with BAR_HISTORY has another one.
 */
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/broker/provider.h>

#include "bar_api.h"

struct bar {
#ifdef BAR_HISTORY
	u64 history[16];
	unsigned int writes;
#endif
	u32 id;
	u64 sum;
};

static int bar_open(u32 id, struct bar **bar)
{
	*bar = kzalloc(sizeof(**bar), GFP_KERNEL);
	if (!*bar)
		return -ENOMEM;
	(*bar)->id = id;
	return 0;
}

static void bar_close(struct bar *bar)
{
	kfree(bar);
}

static int bar_write(struct bar *bar, u64 value)
{
#ifdef BAR_HISTORY
	bar->history[bar->writes++ % ARRAY_SIZE(bar->history)] = value;
#endif
	return check_add_overflow(bar->sum, value, &bar->sum) ? -ENOSPC : 0;
}

static u64 bar_sum(const struct bar *bar)
{
	return bar->sum;
}

static const struct bar_api_ops bar_ops = {
	.open = bar_open,
	.close = bar_close,
	.write = bar_write,
	.sum = bar_sum,
};

DEFINE_BROKER_PROVIDER(bar_provider, bar_api, &bar_ops);
module_broker_provider(bar_provider);

MODULE_DESCRIPTION("Accumulators, offered through the broker");
MODULE_LICENSE("GPL");
