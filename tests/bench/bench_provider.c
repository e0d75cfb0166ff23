// SPDX-License-Identifier: GPL-2.0-only
/*
 * An operation that does almost nothing: through the broker, and exported.
 */
#include <linux/module.h>
#include <linux/broker/consumer.h>
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

static const struct meter_back_callbacks callbacks = { .tick = bench_tick };

DEFINE_BROKER_PROVIDER(bench_provider, meter, &bench_table);
DEFINE_BROKER_CONSUMER_TWO_WAY(bench_back, meter_back, 0, &callbacks);

static int __init bench_provider_init(void)
{
	int ret = broker_provider_register(&bench_provider);

	if (ret)
		return ret;
	ret = broker_consumer_register(&bench_back);
	if (ret)
		broker_provider_unregister(&bench_provider);
	return ret;
}
module_init(bench_provider_init);

static void __exit bench_provider_exit(void)
{
	broker_consumer_unregister(&bench_back);
	broker_provider_unregister(&bench_provider);
}
module_exit(bench_provider_exit);

MODULE_DESCRIPTION("Benchmark: what is called");
MODULE_LICENSE("GPL");
