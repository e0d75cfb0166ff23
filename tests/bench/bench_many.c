// SPDX-License-Identifier: GPL-2.0-only
/*
 * The provider of up to ten thousand interfaces, and the costs of registering, unregistering
 * and replacing it.
 */
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/kernel_stat.h>
#include <linux/kprobes.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/tick.h>
#include <linux/wait.h>
#include <linux/broker/provider.h>

#include "bench.h"
#include "many.h"

#define ROUNDS	10
#define SETTLE	40	/* ms for work items to end */

static struct broker_provider providers[MANY];
static unsigned int registered;

/* The numbers of consumers that have opened the first table, and the spare one. */
static atomic_t opened[2];
static DECLARE_WAIT_QUEUE_HEAD(closed);

static int first_open(u32 id)
{
	atomic_inc(&opened[0]);
	return 0;
}

static void first_close(u32 id)
{
	if (atomic_dec_and_test(&opened[0]))
		wake_up(&closed);
}

static int spare_open(u32 id)
{
	atomic_inc(&opened[1]);
	return 0;
}

static void spare_close(u32 id)
{
	atomic_dec(&opened[1]);
}

static int set_length(u32 id, u32 length)
{
	return 0;
}

static int set_address(u32 id, u64 address)
{
	return 0;
}

static int submit(u32 id, const struct many_desc *desc)
{
	return 0;
}

static int complete_desc(u32 id, struct many_desc *desc)
{
	return 0;
}

#define TABLE(_open, _close)						\
{									\
	.open = _open, .close = _close,					\
	.set_length = set_length, .set_address = set_address,		\
	.submit = submit, .complete = complete_desc,			\
}

static const struct many_00000_ops first_table = TABLE(first_open, first_close);
static const struct many_00000_ops spare_table = TABLE(spare_open, spare_close);
DEFINE_BROKER_PROVIDER(spare, many_00000, &spare_table, .priority = 10);

/* There are no callbacks: any address will do for a key. */
static int attach_two_way(const struct broker_provider *provider, struct broker_peer *peer)
{
	peer->priv = opened;
	return 0;
}

static const struct many_two_way_ops first_two_way_table = TABLE(first_open, first_close);
static const struct many_two_way_ops spare_two_way_table = TABLE(spare_open, spare_close);
DEFINE_BROKER_PROVIDER(first_two_way, many_two_way, &first_two_way_table,
		       .attach = attach_two_way);
DEFINE_BROKER_PROVIDER(spare_two_way, many_two_way, &spare_two_way_table, .priority = 10,
		       .attach = attach_two_way);

static bool two_way;

static int two_way_set(const char *value, const struct kernel_param *param)
{
	bool wanted;
	int ret = kstrtobool(value, &wanted);

	if (ret || wanted == two_way)
		return ret;
	ret = wanted ? broker_provider_register(&first_two_way) :
		       broker_provider_unregister(&first_two_way);
	if (!ret)
		two_way = wanted;
	return ret;
}

static const struct kernel_param_ops two_way_ops = {
	.set = two_way_set,
	.get = param_get_bool,
};
module_param_cb(two_way, &two_way_ops, &two_way, 0644);
MODULE_PARM_DESC(two_way, "Provide, and replace, the interface that calls back");

static int registered_set(const char *value, const struct kernel_param *param)
{
	unsigned int wanted;
	int ret;

	ret = kstrtouint(value, 0, &wanted);
	if (ret || wanted > MANY)
		return -EINVAL;
	for (; registered < wanted; registered++) {
		ret = broker_provider_register(&providers[registered]);
		if (ret)
			return ret;
	}
	for (; registered > wanted; registered--)
		broker_provider_unregister(&providers[registered - 1]);
	return 0;
}

static const struct kernel_param_ops registered_ops = {
	.set = registered_set,
	.get = param_get_uint,
};
module_param_cb(registered, &registered_ops, &registered, 0644);
MODULE_PARM_DESC(registered, "How many of the interfaces are provided");

/* The last interface is unused: register and unregister it. */
static bool register_unregister(unsigned int times)
{
	while (times--)
		if (broker_provider_register(&providers[MANY - 1]) ||
		    broker_provider_unregister(&providers[MANY - 1]))
			return false;
	return true;
}

static int cost_get(char *buffer, const struct kernel_param *param)
{
	if (registered == MANY)
		return -EBUSY;
	return sysfs_emit(buffer, "%llu\n", bench_cost(register_unregister, 10, false));
}

static const struct kernel_param_ops cost_ops = { .get = cost_get };
module_param_cb(cost, &cost_ops, NULL, 0444);
MODULE_PARM_DESC(cost, "Hundredths of an instruction of register and unregister");

static atomic_t waits;

static int count_wait(struct kprobe *probe, struct pt_regs *regs)
{
	atomic_inc(&waits);
	return 0;
}

static struct kprobe wait_probe = {
	.symbol_name = "synchronize_rcu",
	.pre_handler = count_wait,
};

/**
 * struct work_done - the work done by all CPUs
 * @busy: how long they were not idle, in ns; of several rounds the least
 * @periods: grace periods that have passed; of several rounds the sum
 * @waits: calls that wait for one, while they are probed; the sum
 */
struct work_done {
	s64 busy;
	s64 periods;
	s64 waits;
};

static void work_now(struct work_done *now)
{
	int cpu;

	now->busy = 0;
	for_each_online_cpu(cpu)
		now->busy += ktime_get_ns() - NSEC_PER_USEC * get_cpu_idle_time_us(cpu, NULL);
	/* The two lowest bits are a state, as in rcu_seq_ctr(). */
	now->periods = get_state_synchronize_rcu() >> 2;
	now->waits = atomic_read(&waits);
}

/* The work of @step until all is quiet again, added to @sum. */
static int work_of(int (*step)(void), struct work_done *sum)
{
	struct work_done before, after;
	int ret;

	work_now(&before);
	ret = step();
	msleep(SETTLE);
	work_now(&after);
	sum->busy = min(sum->busy, after.busy - before.busy);
	sum->periods += after.periods - before.periods;
	sum->waits += after.waits - before.waits;
	return ret;
}

static int step_nothing(void)
{
	return 0;
}

/* A better provider is registered: the consumers move to it in their work items. */
static int step_come(void)
{
	int ret = broker_provider_register(two_way ? &spare_two_way : &spare);

	if (ret)
		return ret;
	return wait_event_timeout(closed, !atomic_read(&opened[0]), 60 * HZ) ? 0 : -ETIMEDOUT;
}

/* It leaves, and its consumers move back to the first one. */
static int step_leave(void)
{
	return broker_provider_unregister(two_way ? &spare_two_way : &spare);
}

/* The work of an empty step, of registering and of leaving, in @sums. */
static int replace(struct work_done *sums)
{
	struct work_done first = {};
	int ret, i;

	for (i = 0; i < 3; i++)
		sums[i] = (struct work_done){ .busy = S64_MAX };

	/* Once without measuring: work items that wait get threads, which then stay. */
	ret = work_of(step_come, &first) ?: work_of(step_leave, &first);
	for (i = 0; !ret && i < ROUNDS; i++)
		ret = work_of(step_nothing, &sums[0]) ?: work_of(step_come, &sums[1]) ?:
		      work_of(step_leave, &sums[2]);
	return ret;
}

static int replace_get(char *buffer, const struct kernel_param *param)
{
	struct work_done sums[3];
	int ret = replace(sums);

	if (ret)
		return ret;
	return sysfs_emit(buffer, "%lld %lld\n", sums[1].busy - sums[0].busy,
			  sums[2].busy - sums[0].busy);
}

static const struct kernel_param_ops replace_ops = { .get = replace_get };
module_param_cb(replace, &replace_ops, NULL, 0444);
MODULE_PARM_DESC(replace, "Instructions of replacement by a better one, and of its leave");

/* Not measured together with the instructions, to which the probe would add. */
static int periods_get(char *buffer, const struct kernel_param *param)
{
	struct work_done sums[3];
	int ret;

	/* Left by the last time. */
	wait_probe.addr = NULL;
	wait_probe.flags = 0;
	ret = register_kprobe(&wait_probe);
	if (ret)
		return ret;
	ret = replace(sums);
	unregister_kprobe(&wait_probe);
	if (ret)
		return ret;
	return sysfs_emit(buffer, "%lld %lld %lld %lld %lld\n", 100 * sums[0].periods / ROUNDS,
			  100 * sums[1].periods / ROUNDS, 100 * sums[2].periods / ROUNDS,
			  100 * sums[1].waits / ROUNDS, 100 * sums[2].waits / ROUNDS);
}

static const struct kernel_param_ops periods_ops = { .get = periods_get };
module_param_cb(periods, &periods_ops, NULL, 0444);
MODULE_PARM_DESC(periods, "Hundredths of grace periods: of nothing, of replacement by a better one, of its leave; of waits for one, in the last two");

static int __init bench_many_init(void)
{
	unsigned int i;

	many_init();
	for (i = 0; i < MANY; i++) {
		providers[i].size = sizeof(providers[i]);
		providers[i].contract = &many[i].contract;
		providers[i].table = &first_table;
		providers[i].owner = THIS_MODULE;
	}
	return 0;
}
module_init(bench_many_init);

static void __exit bench_many_exit(void)
{
	two_way_set("0", NULL);
	registered_set("0", NULL);
}
module_exit(bench_many_exit);

MODULE_DESCRIPTION("Benchmark: many interfaces, provided");
MODULE_LICENSE("GPL");
