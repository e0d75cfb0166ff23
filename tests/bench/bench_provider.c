// SPDX-License-Identifier: GPL-2.0-only
/*
 * An operation that does next to nothing: behind the broker, and exported.
 */
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "bench.h"

int bench_tick(int count)
{
	return count + 1;
}
EXPORT_SYMBOL_GPL(bench_tick);

const struct meter_ops bench_table = { .tick = bench_tick };
EXPORT_SYMBOL_GPL(bench_table);

struct module *const bench_owner = THIS_MODULE;
EXPORT_SYMBOL_GPL(bench_owner);

DEFINE_BROKER_PROVIDER(bench_provider, meter, &bench_table);
module_broker_provider(bench_provider);

MODULE_DESCRIPTION("Benchmark: what is called");
MODULE_LICENSE("GPL");
