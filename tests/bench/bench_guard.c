// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a guarded call costs above a bare call through a table, in instructions.
 * Only meaningful where each instruction takes one nanosecond: under QEMU with
 * -icount shift=0.
 */
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#define CALLS	100000

#define METER_OPS(OP)							\
	OP(0, atomic, int, tick, (int count))
BROKER_INTERFACE(meter, 1, METER_OPS);

static int tick(int count)
{
	return count + 1;
}

static const struct meter_ops table = { .tick = tick };
DEFINE_BROKER_PROVIDER(bench_provider, meter, &table);
DEFINE_BROKER_CONSUMER(bench_consumer, meter, 0);

/* As a consumer has it: the compiler must not know what it points to. */
static const struct meter_ops *bare;

static noinline int bare_calls(int count)
{
	int i;

	for (i = 0; i < CALLS; i++)
		count = READ_ONCE(bare)->tick(count);
	return count;
}

static noinline int guarded_calls(int count)
{
	int i;

	for (i = 0; i < CALLS; i++) {
		struct broker_link *link = broker_enter(&bench_consumer);

		if (!link)
			return -ENODEV;
		count = broker_ops(link, meter)->tick(count);
		broker_exit(link);
	}
	return count;
}

/* Hundredths of an instruction for each call; the shortest of a few runs. */
static u64 measure(int (*calls)(int count))
{
	u64 shortest = U64_MAX;
	int i;

	for (i = 0; i < 10; i++) {
		unsigned long flags;
		u64 start, took;

		local_irq_save(flags);
		start = ktime_get_ns();
		if (calls(0) != CALLS)
			shortest = 0;
		took = ktime_get_ns() - start;
		local_irq_restore(flags);
		shortest = min(shortest, took);
	}
	return shortest / (CALLS / 100);
}

static int cost(char *buffer, const struct kernel_param *param)
{
	u64 bare_cost = measure(bare_calls);
	u64 guarded_cost = measure(guarded_calls);

	return sysfs_emit(buffer, "%llu %llu\n", bare_cost, guarded_cost);
}

static const struct kernel_param_ops cost_ops = { .get = cost };
module_param_cb(cost, &cost_ops, NULL, 0444);
MODULE_PARM_DESC(cost, "Hundredths of an instruction of a bare and of a guarded call");

static int __init bench_guard_init(void)
{
	int ret = broker_provider_register(&bench_provider);

	if (ret)
		return ret;
	bare = &table;
	ret = broker_consumer_register(&bench_consumer);
	if (ret)
		broker_provider_unregister(&bench_provider);
	return ret;
}
module_init(bench_guard_init);

static void __exit bench_guard_exit(void)
{
	broker_consumer_unregister(&bench_consumer);
	broker_provider_unregister(&bench_provider);
}
module_exit(bench_guard_exit);

MODULE_DESCRIPTION("Benchmark: the guard of revocable calls");
MODULE_LICENSE("GPL");
