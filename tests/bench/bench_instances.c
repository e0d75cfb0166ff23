// SPDX-License-Identifier: GPL-2.0-only
/*
 * The costs of instances for a consumer of all of them: of registration, of unregistration, and
 * of an exit that unregisters all. The module is its own consumer.
 */
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/kernel_stat.h>
#include <linux/kprobes.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/tick.h>
#include <linux/wait.h>
#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>

#include "bench.h"

#define INSTANCES_MAX	1000

struct instance {
	struct broker_provider provider;
	char name[16];
};

static struct instance *instances;
static unsigned int registered;
static atomic_t links = ATOMIC_INIT(0);
static atomic_t waits = ATOMIC_INIT(0);
static DECLARE_WAIT_QUEUE_HEAD(changed);

static int attach_peer(const struct broker_provider *provider, struct broker_peer *peer)
{
	peer->priv = (void *)provider;
	return 0;
}

static const struct meter_back_ops table;
DEFINE_BROKER_PROVIDER(one, meter_back, &table, .attach = attach_peer);

static int tick(int count)
{
	return count;
}

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	link->priv = link->peer;
	return 0;
}

static void ready(struct broker_consumer *consumer, struct broker_link *link)
{
	atomic_inc(&links);
	wake_up(&changed);
}

static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	atomic_dec(&links);
	wake_up(&changed);
}

static const struct meter_back_callbacks callbacks = { .tick = tick };
DEFINE_BROKER_CONSUMER_TWO_WAY(all, meter_back, 0, &callbacks, .flags = BROKER_EVERY,
			       .attach = attach, .ready = ready, .detach = detach);

static bool consumes;

static int consume(bool wanted)
{
	int ret = 0;

	if (wanted && !consumes)
		ret = broker_consumer_register(&all);
	else if (!wanted && consumes)
		ret = broker_consumer_unregister(&all);
	if (!ret)
		consumes = wanted;
	return ret;
}

static int consumes_set(const char *value, const struct kernel_param *param)
{
	bool wanted;

	return kstrtobool(value, &wanted) ?: consume(wanted);
}

static const struct kernel_param_ops consumes_ops = {
	.set = consumes_set,
	.get = param_get_bool,
};
module_param_cb(consumes, &consumes_ops, &consumes, 0644);
MODULE_PARM_DESC(consumes, "The consumer is registered");

static int provide(unsigned int wanted)
{
	int ret = 0;

	for (; !ret && registered < wanted; registered += !ret)
		ret = broker_provider_register(&instances[registered].provider);
	for (; !ret && registered > wanted; registered -= !ret)
		ret = broker_provider_unregister(&instances[registered - 1].provider);
	return ret;
}

static int registered_set(const char *value, const struct kernel_param *param)
{
	unsigned int wanted;
	int ret = kstrtouint(value, 0, &wanted);

	if (ret || wanted > INSTANCES_MAX)
		return -EINVAL;
	return provide(wanted);
}

static const struct kernel_param_ops registered_ops = {
	.set = registered_set,
	.get = param_get_uint,
};
module_param_cb(registered, &registered_ops, &registered, 0644);
MODULE_PARM_DESC(registered, "How many instances are provided");

static int links_get(char *buffer, const struct kernel_param *param)
{
	return sysfs_emit(buffer, "%d\n", atomic_read(&links));
}

static const struct kernel_param_ops links_ops = { .get = links_get };
module_param_cb(links, &links_ops, NULL, 0444);
MODULE_PARM_DESC(links, "How many links there are");

/* Instructions that all CPUs have executed, except when idle. */
static s64 work_now(void)
{
	s64 busy = 0;
	int cpu;

	for_each_online_cpu(cpu)
		busy += ktime_get_ns() - NSEC_PER_USEC * get_cpu_idle_time_us(cpu, NULL);
	return busy;
}

static bool are_linked(unsigned int wanted)
{
	return wait_event_timeout(changed, atomic_read(&links) == wanted, 300 * HZ);
}

/* Register @n instances one after the other, and unregister them; instructions in @come and @go. */
static int work_of(unsigned int n, s64 *come, s64 *go)
{
	s64 before = work_now();
	int ret = provide(n);

	if (ret)
		return ret;
	if (!are_linked(n))
		return -ETIMEDOUT;
	*come += work_now() - before;
	before = work_now();
	ret = provide(0);
	*go += work_now() - before;
	return ret ?: are_linked(0) ? 0 : -ETIMEDOUT;
}

static unsigned int count = 10;
module_param(count, uint, 0644);
MODULE_PARM_DESC(count, "Of instances, for costs; in as many rounds as make a thousand");

static int costs_get(char *buffer, const struct kernel_param *param)
{
	s64 come = 0, go = 0;
	unsigned int i;
	int ret = 0;

	if (registered || !consumes || !count || count > INSTANCES_MAX)
		return -EBUSY;
	/* The same number each time, because the kernel's other work also counts. */
	for (i = 0; !ret && i < INSTANCES_MAX / count; i++)
		ret = work_of(count, &come, &go);
	return ret ?: sysfs_emit(buffer, "%lld %lld\n", div_s64(come, i * count),
				 div_s64(go, i * count));
}

static const struct kernel_param_ops costs_ops = { .get = costs_get };
module_param_cb(costs, &costs_ops, NULL, 0444);
MODULE_PARM_DESC(costs, "Instructions for each instance that comes, and goes");

static int count_wait(struct kprobe *probe, struct pt_regs *regs)
{
	atomic_inc(&waits);
	return 0;
}

static struct kprobe wait_probe = {
	.symbol_name = "synchronize_rcu",
	.pre_handler = count_wait,
};

static int __init bench_instances_init(void)
{
	unsigned int i;

	instances = kcalloc(INSTANCES_MAX, sizeof(*instances), GFP_KERNEL);
	if (!instances)
		return -ENOMEM;
	for (i = 0; i < INSTANCES_MAX; i++) {
		instances[i].provider = one;
		instances[i].provider.instance = instances[i].name;
		snprintf(instances[i].name, sizeof(instances[i].name), "meter%u", i);
	}
	return 0;
}
module_init(bench_instances_init);

/* Only of the providers: the consumer's unregister would share all waits in any case. */
static void __exit bench_instances_exit(void)
{
	unsigned int n = registered;
	bool probed = !register_kprobe(&wait_probe);

	provide(0);
	pr_info("bench_instances: %u instances left in %d waits\n", n,
		probed ? atomic_read(&waits) : -1);
	consume(false);
	if (probed)
		unregister_kprobe(&wait_probe);
	kfree(instances);
}
module_exit(bench_instances_exit);

MODULE_DESCRIPTION("Benchmark: instances, and a consumer of all of them");
MODULE_LICENSE("GPL");
