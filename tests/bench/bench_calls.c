// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cost of a call of another module's function, in instructions, for each way
 * to make it: with nothing around it, pinned, and under each guard that keeps
 * the function in memory.
 */
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/percpu-refcount.h>
#include <linux/rwsem.h>
#include <linux/srcu.h>
#include <linux/broker/consumer.h>
#include <linux/broker/direct.h>
#include <linux/broker/provider.h>

#include "bench.h"

#define CALLS	10000

static int absent_tick(int count)
{
	return -ENODEV;
}

DEFINE_BROKER_CONSUMER(bench_consumer, meter, 0);
DEFINE_BROKER_DIRECT(direct_tick, meter, tick, absent_tick);
DEFINE_STATIC_SRCU(srcu);
static DECLARE_RWSEM(rwsem);
static DECLARE_COMPLETION(released);
static struct percpu_ref ref;

static struct broker_handle *handle;
static const struct meter_ops *pinned;
/* Like a consumer's pointer: the compiler must not know what it points to. */
static const struct meter_ops *bare;

/* A loop around one way to make a call, which returns n + 1. */
#define CALL_LOOP(_name, _call)						\
static noinline bool _name##_calls(unsigned int times)			\
{									\
	unsigned int i;							\
	int n = 0;							\
									\
	for (i = 0; i < times; i++)					\
		n = _call;						\
	return n == times;						\
}

static noinline bool loop_calls(unsigned int times)
{
	unsigned int i;

	for (i = 0; i < times; i++)
		barrier();
	return true;
}

CALL_LOOP(exported, bench_tick(n))
CALL_LOOP(table, READ_ONCE(bare)->tick(n))
CALL_LOOP(pinned, READ_ONCE(pinned)->tick(n))
CALL_LOOP(direct, static_call(direct_tick)(n))

static __always_inline int guarded_call(int count)
{
	struct broker_link *link = broker_enter(&bench_consumer);

	if (!link)
		return -ENODEV;
	count = broker_ops(link, meter)->tick(count);
	broker_exit(link);
	return count;
}

CALL_LOOP(guarded, guarded_call(n))

/* One consumer, whose end is kept as a driver keeps it in the device's struct. */
static struct {
	struct broker_peer *peer;
} port;

static int back_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	peer->priv = &port;
	WRITE_ONCE(port.peer, peer);
	return 0;
}

static const struct meter_back_ops no_operations;

DEFINE_BROKER_PROVIDER(bench_back, meter_back, &no_operations, .attach = back_attach);

static __always_inline int callback_call(int count)
{
	struct broker_peer *peer = READ_ONCE(port.peer);

	if (!broker_enter_peer(peer, &port))
		return -ENODEV;
	count = broker_callbacks(peer, meter_back)->tick(count);
	broker_exit_peer(peer);
	return count;
}

CALL_LOOP(callback, callback_call(n))

static __always_inline int srcu_call(int count)
{
	int idx = srcu_read_lock(&srcu);

	count = READ_ONCE(bare)->tick(count);
	srcu_read_unlock(&srcu, idx);
	return count;
}

CALL_LOOP(srcu, srcu_call(n))

static __always_inline int ref_call(int count)
{
	if (!percpu_ref_tryget_live(&ref))
		return -ENODEV;
	count = READ_ONCE(bare)->tick(count);
	percpu_ref_put(&ref);
	return count;
}

CALL_LOOP(ref, ref_call(n))

static __always_inline int rwsem_call(int count)
{
	down_read(&rwsem);
	count = READ_ONCE(bare)->tick(count);
	up_read(&rwsem);
	return count;
}

CALL_LOOP(rwsem, rwsem_call(n))

static __always_inline int module_call(int count)
{
	if (!try_module_get(bench_owner))
		return -ENODEV;
	count = READ_ONCE(bare)->tick(count);
	module_put(bench_owner);
	return count;
}

CALL_LOOP(module, module_call(n))

static __always_inline int symbol_call(int count)
{
	int (*tick)(int count) = symbol_get(bench_tick);

	if (!tick)
		return -ENODEV;
	count = tick(count);
	symbol_put(bench_tick);
	return count;
}

CALL_LOOP(symbol, symbol_call(n))

/* Interrupts are enabled around ways that may sleep. */
static const struct way {
	const char *name;
	bool (*calls)(unsigned int times);
	unsigned int times;
	bool irqs_off;
} ways[] = {
	{ "loop",	loop_calls,	CALLS,		true },
	{ "exported",	exported_calls,	CALLS,		true },
	{ "table",	table_calls,	CALLS,		true },
	{ "pinned",	pinned_calls,	CALLS,		true },
	{ "static_call", direct_calls,	CALLS,		true },
	{ "guard",	guarded_calls,	CALLS,		true },
	{ "callback",	callback_calls,	CALLS,		true },
	{ "srcu",	srcu_calls,	CALLS,		true },
	{ "percpu_ref",	ref_calls,	CALLS,		true },
	{ "rwsem",	rwsem_calls,	CALLS,		false },
	{ "module_get",	module_calls,	CALLS,		true },
	{ "symbol_get",	symbol_calls,	CALLS / 100,	false },
};

static int costs_get(char *buffer, const struct kernel_param *param)
{
	int i, len = 0;

	for (i = 0; i < ARRAY_SIZE(ways); i++)
		len += sysfs_emit_at(buffer, len, "%s %llu\n", ways[i].name,
				     bench_cost(ways[i].calls, ways[i].times, ways[i].irqs_off));
	return len;
}

static const struct kernel_param_ops costs_ops = { .get = costs_get };
module_param_cb(costs, &costs_ops, NULL, 0444);
MODULE_PARM_DESC(costs, "Hundredths of an instruction for each time round the loop");

static void ref_release(struct percpu_ref *unused)
{
	complete(&released);
}

static int __init bench_calls_init(void)
{
	int ret;

	ret = percpu_ref_init(&ref, ref_release, 0, GFP_KERNEL);
	if (ret)
		return ret;
	handle = broker_get(meter, 0, &pinned);
	if (IS_ERR(handle)) {
		ret = PTR_ERR(handle);
		goto err_exit_ref;
	}
	ret = broker_consumer_register(&bench_consumer);
	if (ret)
		goto err_put;
	ret = broker_provider_register(&bench_back);
	if (ret)
		goto err_unregister;
	direct_tick_bind(pinned);
	bare = &bench_table;
	return 0;

err_unregister:
	broker_consumer_unregister(&bench_consumer);
err_put:
	broker_put(handle);
err_exit_ref:
	percpu_ref_exit(&ref);
	return ret;
}
module_init(bench_calls_init);

static void __exit bench_calls_exit(void)
{
	direct_tick_unbind();
	broker_provider_unregister(&bench_back);
	broker_consumer_unregister(&bench_consumer);
	broker_put(handle);
	percpu_ref_kill(&ref);
	wait_for_completion(&released);
	percpu_ref_exit(&ref);
}
module_exit(bench_calls_exit);

MODULE_DESCRIPTION("Benchmark: calls");
MODULE_LICENSE("GPL");
