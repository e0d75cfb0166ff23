// SPDX-License-Identifier: GPL-2.0-only
/*
 * Consumers of many interfaces, the requested number of each, and the costs of
 * binding to one and of releasing it.
 */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "bench.h"
#include "many.h"

#define USERS_MAX	100000

static struct broker_request requests[MANY];
static struct broker_consumer consumers[USERS_MAX];
static unsigned int registered;

static unsigned int interfaces = 1;
module_param(interfaces, uint, 0644);
MODULE_PARM_DESC(interfaces, "How many interfaces the consumers are spread over");

static bool two_way;
module_param(two_way, bool, 0644);
MODULE_PARM_DESC(two_way, "Consume the interface that calls back, and no other");

static atomic_t attached;

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	atomic_inc(&attached);
	return broker_ops(link, many_00000)->open(0);
}

static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	atomic_dec(&attached);
	broker_ops(link, many_00000)->close(0);
}

static int attached_get(char *buffer, const struct kernel_param *param)
{
	return sysfs_emit(buffer, "%d\n", atomic_read(&attached));
}

static const struct kernel_param_ops attached_ops = { .get = attached_get };
module_param_cb(attached, &attached_ops, NULL, 0444);
MODULE_PARM_DESC(attached, "How many consumers have a link");

static void completed(u32 id)
{
}

static const struct many_two_way_callbacks callbacks = { .completed = completed };
DEFINE_BROKER_CONSUMER_TWO_WAY(template, many_two_way, 1, &callbacks, .flags = BROKER_MOVABLE,
			       .attach = attach, .detach = detach);

static int consumer_add(unsigned int i)
{
	if (two_way) {
		consumers[i] = template;
		return broker_consumer_register(&consumers[i]);
	}
	consumers[i] = (struct broker_consumer){
		.size = sizeof(consumers[i]),
		.min_minor = 1,
		.flags = BROKER_MOVABLE,
		.contract = &many[i % interfaces].contract,
		.owner = THIS_MODULE,
		.attach = attach,
		.detach = detach,
	};
	return broker_consumer_register(&consumers[i]);
}

static int registered_set(const char *value, const struct kernel_param *param)
{
	unsigned int wanted;
	int ret;

	ret = kstrtouint(value, 0, &wanted);
	if (ret || wanted > USERS_MAX || !interfaces || interfaces > MANY)
		return -EINVAL;
	for (; registered < wanted; registered++) {
		ret = consumer_add(registered);
		if (ret)
			return ret;
	}
	for (; registered > wanted; registered--)
		broker_consumer_unregister(&consumers[registered - 1]);
	return 0;
}

static const struct kernel_param_ops registered_ops = {
	.set = registered_set,
	.get = param_get_uint,
};
module_param_cb(registered, &registered_ops, &registered, 0644);
MODULE_PARM_DESC(registered, "How many revocable consumers there are");

/* Bind to one interface after the other, all over the range, and release. */
static bool get_put(unsigned int times)
{
	struct broker_handle *handle;
	const void *table;
	unsigned int i;

	for (i = 0; i < times; i++) {
		handle = __broker_get(&requests[i * 7919 % interfaces], &table);
		if (IS_ERR(handle))
			return false;
		broker_put(handle);
	}
	return true;
}

static bool symbol_get_put(unsigned int times)
{
	while (times--) {
		if (!symbol_get(bench_tick))
			return false;
		symbol_put(bench_tick);
	}
	return true;
}

/* The first hold of one module on another creates a link in sysfs, and the last removes it. */
static int costs_get(char *buffer, const struct kernel_param *param)
{
	u64 first = bench_cost(get_put, 20, false);
	struct broker_handle *handle;
	const void *table;
	u64 further;

	handle = __broker_get(&requests[0], &table);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	further = bench_cost(get_put, 20, false);
	broker_put(handle);
	return sysfs_emit(buffer, "%llu %llu %llu\n", first, further,
			  bench_cost(symbol_get_put, 20, false));
}

static const struct kernel_param_ops costs_ops = { .get = costs_get };
module_param_cb(costs, &costs_ops, NULL, 0444);
MODULE_PARM_DESC(costs, "Hundredths of an instruction of get and put; the same beside another hold; of symbol_get and symbol_put");

static int __init bench_users_init(void)
{
	unsigned int i;

	many_init();
	for (i = 0; i < MANY; i++) {
		requests[i].size = sizeof(requests[i]);
		requests[i].min_minor = 1;
		requests[i].contract = &many[i].contract;
		requests[i].owner = THIS_MODULE;
	}
	return 0;
}
module_init(bench_users_init);

static void __exit bench_users_exit(void)
{
	registered_set("0", NULL);
}
module_exit(bench_users_exit);

MODULE_DESCRIPTION("Benchmark: many consumers");
MODULE_LICENSE("GPL");
