// SPDX-License-Identifier: GPL-2.0-only
/*
 * A consumer of bar_api. The only part of bar that it is built with is the header.
 */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "bar_api.h"

static const struct bar_api_ops *bar;
static struct broker_handle *handle;
static struct bar *accumulator;

/* Not inlined, so that the disassembly shows a bound call. */
static noinline int foo_write(u64 value)
{
	return bar->write(accumulator, value);
}

static int __init foo_init(void)
{
	u64 value;
	int ret;

	handle = broker_get(bar_api, 0, &bar);
	if (handle == ERR_PTR(-ENOENT))
		return -ENODEV;		/* insmod(8) calls -ENOENT an unknown symbol */
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	ret = bar->open(7, &accumulator);
	if (ret)
		goto err_put;
	for (value = 1; !ret && value <= 10; value++)
		ret = foo_write(value);
	if (ret)
		goto err_close;
	pr_info("foo: bar adds 1 to 10 up to %llu\n", bar->sum(accumulator));
	return 0;

err_close:
	bar->close(accumulator);
err_put:
	broker_put(handle);
	return ret;
}
module_init(foo_init);

static void __exit foo_exit(void)
{
	bar->close(accumulator);
	broker_put(handle);
}
module_exit(foo_exit);

MODULE_DESCRIPTION("Uses bar through the broker");
/* For modprobe and the initramfs: all requirements of the module, in one row. */
MODULE_SOFTDEP("pre: broker:bar_api-1");
MODULE_LICENSE("GPL");
