// SPDX-License-Identifier: GPL-2.0-only
/*
 * Torture of the broker, in the manner of rcutorture: readers call, some of
 * them slowly, writers register and unregister, and every call checks that it
 * is allowed. Write 1 to the parameter "run" to begin and 0 to end; "status" has the
 * counts so far, and after the end begins with SUCCESS or FAILURE.
 */
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/srcu.h>

#include "torture.h"

static struct torture_rivals rivals[] = {
	{ &leave_providers[2], &leave_consumers[4] },
	{ &pair_providers[2], &pair_consumers[4] },
};

static struct torture_thread threads[] = {
	/* The readers are stopped after the writers. */
	{ "torture_fast_0", fast_step, .data = &swap_consumers[0] },
	{ "torture_fast_1", fast_step, .data = &leave_consumers[0] },
	{ "torture_fast_2", fast_step, .data = &leave_consumers[2] },
	{ "torture_slow_0", slow_step },
	{ "torture_slow_1", slow_step },
	{ "torture_slow_2", slow_step },
	{ "torture_slow_3", slow_step },
	{ "torture_slow_4", slow_step },
	{ "torture_slow_5", slow_step },
	{ "torture_ring_0", ring_step, .data = &crowd_consumers[0] },
	{ "torture_ring_1", ring_step, .data = &pair_consumers[0] },
	{ "torture_ring_2", ring_step, .data = &pair_consumers[2] },
	{ "torture_tell", tell_step },
	{ "torture_stell_0", slow_tell_step },
	{ "torture_stell_1", slow_tell_step },
	{ "torture_stell_2", slow_tell_step },
	{ "torture_plugs", plugs_step },
	{ "torture_plug_0", plug_step, .data = &torture_plugs[0] },
	{ "torture_plug_1", plug_step, .data = &torture_plugs[1] },
	{ "torture_plug_2", plug_step, .data = &torture_plugs[2] },
	{ "torture_plug_3", plug_step, .data = &torture_plugs[3] },
	{ "torture_plug_4", plug_step, .data = &torture_plugs[4] },
	{ "torture_plug_5", plug_step, .data = &torture_plugs[5] },
	{ "torture_every", every_step },
	{ "torture_swap", swap_step, .data = &torture_swap },
	{ "torture_crowd", swap_step, .data = &torture_crowd },
	{ "torture_leave_0", leave_step, .data = &leave_providers[0] },
	{ "torture_leave_1", leave_step, .data = &leave_providers[1] },
	{ "torture_cons_0", consumer_step, .data = &leave_consumers[0] },
	{ "torture_cons_2", consumer_step, .data = &leave_consumers[2] },
	{ "torture_pair_0", leave_step, .data = &pair_providers[0] },
	{ "torture_pair_1", leave_step, .data = &pair_providers[1] },
	{ "torture_pcon_0", consumer_step, .data = &pair_consumers[0] },
	{ "torture_pcon_2", consumer_step, .data = &pair_consumers[2] },
	{ "torture_idle_0", idle_step, .data = &idle_providers[0] },
	{ "torture_idle_1", idle_step, .data = &idle_providers[1] },
	{ "torture_void", void_step, .data = &void_consumers[0] },
	{ "torture_race_0", race_step, .data = &rivals[0] },
	{ "torture_race_1", race_step, .data = &rivals[1] },
};

static const char *const failure_names[] = {
	[FAILED_POISONED]	= "called_after_unregister",
	[FAILED_BEFORE]		= "called_before_attach",
	[FAILED_CLOSED]		= "called_after_detach",
	[FAILED_STOPPED]	= "called_after_stop",
	[FAILED_BACK_CLOSED]	= "called_back_after_detach",
	[FAILED_BACK_POISONED]	= "called_back_after_unregister",
	[FAILED_FOREIGN]	= "foreign_object",
	[FAILED_BACK_FOREIGN]	= "foreign_user",
	[FAILED_STALE]		= "stale_object",
	[FAILED_INSIDE]		= "left_inside",
	[FAILED_UNCLOSED]	= "unclosed",
	[FAILED_LOST]		= "lost",
	[FAILED_OVERLAP]	= "overlap",
	[FAILED_LATE]		= "late_hook",
	[FAILED_ORDER]		= "order",
	[FAILED_ERRNO]		= "errno",
	[FAILED_UNBALANCED]	= "unbalanced",
};

static const char *const count_names[] = {
	[COUNT_DELAYED]			= "delayed",
	[COUNT_NAPS]			= "naps",
	[COUNT_ATOMIC]			= "interrupts",
	[COUNT_ATTACHES]		= "attaches",
	[COUNT_MOVES]			= "moves",
	[COUNT_REFUSED_ATTACHES]	= "failed_attaches",
	[COUNT_DETACHES]		= "detaches",
	[COUNT_PORTS]			= "ports",
	[COUNT_RELEASES]		= "releases",
	[COUNT_LINKS]			= "two_way_links",
	[COUNT_PLUGS]			= "plugs",
	[COUNT_EVERY_LINKS]		= "every_links",
	[COUNT_DROPPED]			= "dropped",
	[COUNT_PAIRS]			= "idle_pairs",
	[COUNT_LINKED_PAIRS]		= "linked_pairs",
	[COUNT_RACES]			= "races",
	[COUNT_DEADLOCKS]		= "edeadlk",
};

static atomic_long_t failures[TORTURE_FAILURES];
static atomic64_t counts[TORTURE_COUNTS];
static DEFINE_MUTEX(lock);		/* running and verdict */
static bool running;
static const char *verdict = "idle";

/* One line for each kind of failure, when it is first seen. Later ones are only counted. */
void torture_failed(enum torture_failure failure)
{
	if (atomic_long_inc_return(&failures[failure]) == 1)
		pr_err("failure: %s\n", failure_names[failure]);
}

void torture_count(enum torture_count count)
{
	atomic64_inc(&counts[count]);
}

u64 torture_counted(enum torture_count count)
{
	return atomic64_read(&counts[count]);
}

void torture_calls_add(struct torture_calls *sum, const struct torture_calls *calls)
{
	sum->started += READ_ONCE(calls->started);
	sum->completed += READ_ONCE(calls->completed);
	sum->refused += READ_ONCE(calls->refused);
}

void torture_expect(int ret, int expected)
{
	if (ret == expected)
		return;
	torture_failed(FAILED_ERRNO);
	pr_err_ratelimited("%pe where %pe was due\n", ERR_PTR(ret), ERR_PTR(expected));
}

static u64 all_failures(void)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < TORTURE_FAILURES; i++)
		sum += atomic_long_read(&failures[i]);
	return sum;
}

/* One way; down and back, two ways. */
struct all_calls {
	struct torture_calls one_way;
	struct torture_calls down;
	struct torture_calls back;
};

static void all_calls(struct all_calls *sums)
{
	int i;

	memset(sums, 0, sizeof(*sums));
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		torture_calls_add(&sums->one_way, &threads[i].calls);
	fast_calls(&sums->one_way);
	bells_calls(&sums->down, &sums->back);
}

static bool is_balanced(const struct torture_calls *calls)
{
	return calls->started == calls->completed + calls->refused;
}

/* Seconds since the slowest of the threads began its step. */
static unsigned int stalled(void)
{
	unsigned long longest = 0;
	int i;

	for (i = 0; running && i < ARRAY_SIZE(threads); i++)
		longest = max(longest, jiffies - READ_ONCE(threads[i].beat));
	return longest / HZ;
}

static int thread_run(void *data)
{
	struct torture_thread *thread = data;

	while (!kthread_should_stop()) {
		WRITE_ONCE(thread->beat, jiffies);
		thread->step(thread);
		cond_resched();
	}
	return 0;
}

static void threads_stop(void)
{
	int i;

	for (i = ARRAY_SIZE(threads) - 1; i >= 0; i--) {
		if (threads[i].task)
			kthread_stop(threads[i].task);
		threads[i].task = NULL;
	}
}

static int threads_start(void)
{
	struct task_struct *task;
	int i;

	for (i = 0; i < ARRAY_SIZE(threads); i++) {
		memset(&threads[i].calls, 0, sizeof(threads[i].calls));
		threads[i].beat = jiffies;
		task = kthread_run(thread_run, &threads[i], "%s", threads[i].name);
		if (IS_ERR(task)) {
			threads_stop();
			return PTR_ERR(task);
		}
		threads[i].task = task;
	}
	return 0;
}

/* When all is quiet, every call must have ended. */
static void check_balance(void)
{
	struct all_calls sums;
	u64 entered;

	all_calls(&sums);
	if (torture_links_sum(&entered) || !is_balanced(&sums.one_way) ||
	    !is_balanced(&sums.down) || !is_balanced(&sums.back) ||
	    entered < sums.one_way.completed + sums.down.completed + sums.back.completed)
		torture_failed(FAILED_UNBALANCED);
	if (torture_counted(COUNT_ATTACHES) + torture_counted(COUNT_MOVES) !=
	    torture_counted(COUNT_DETACHES) ||
	    torture_counted(COUNT_PORTS) != torture_counted(COUNT_RELEASES))
		torture_failed(FAILED_ORDER);
}

static void stop(void)
{
	lockdep_assert_held(&lock);
	if (!running)
		return;
	threads_stop();
	fast_stop();
	bells_stop();
	plugs_stop();
	residents_stop();
	check_balance();
	srcu_barrier(&torture_ports_srcu);
	torture_objects_free();
	running = false;
	verdict = all_failures() ? "FAILURE" : "SUCCESS";
}

static int start(void)
{
	int ret;

	lockdep_assert_held(&lock);
	/* Until then registered objects are only pending. */
	if (THIS_MODULE->state != MODULE_STATE_LIVE)
		return -EAGAIN;
	if (running)
		return -EBUSY;
	memset(failures, 0, sizeof(failures));
	memset(counts, 0, sizeof(counts));
	bells_reset();
	residents_start();
	plugs_start();
	fast_start();
	bells_start();
	running = true;
	verdict = "running";
	ret = threads_start();
	if (ret)
		stop();
	return ret;
}

static int run_set(const char *value, const struct kernel_param *param)
{
	bool wanted;
	int ret = kstrtobool(value, &wanted);

	if (ret)
		return ret;
	mutex_lock(&lock);
	if (wanted)
		ret = start();
	else
		stop();
	mutex_unlock(&lock);
	return ret;
}

static int run_get(char *buffer, const struct kernel_param *param)
{
	return sprintf(buffer, "%d\n", running);
}

static const struct kernel_param_ops run_ops = {
	.set = run_set,
	.get = run_get,
};
module_param_cb(run, &run_ops, NULL, 0600);
MODULE_PARM_DESC(run, "Write 1 to begin, 0 to end");

static int status_get(char *buffer, const struct kernel_param *param)
{
	struct all_calls sums;
	int n, i;

	all_calls(&sums);
	n = sprintf(buffer, "%s failures=%llu stalled=%u calls=%llu refused=%llu", verdict,
		    all_failures(), stalled(), sums.one_way.completed, sums.one_way.refused);
	n += sprintf(buffer + n, " down=%llu unserved=%llu back=%llu untold=%llu",
		     sums.down.completed, sums.down.refused, sums.back.completed,
		     sums.back.refused);
	for (i = 0; i < TORTURE_COUNTS; i++)
		n += sprintf(buffer + n, " %s=%llu", count_names[i], torture_counted(i));
	for (i = 0; i < TORTURE_FAILURES; i++)
		n += sprintf(buffer + n, " %s=%ld", failure_names[i],
			     atomic_long_read(&failures[i]));
	return n + sprintf(buffer + n, "\n");
}

static const struct kernel_param_ops status_ops = {
	.get = status_get,
};
module_param_cb(status, &status_ops, NULL, 0400);
MODULE_PARM_DESC(status, "The counts, on one line");

static int __init torture_init(void)
{
	crowd_init();
	return 0;
}
module_init(torture_init);

static void __exit torture_exit(void)
{
	mutex_lock(&lock);
	stop();
	mutex_unlock(&lock);
}
module_exit(torture_exit);

MODULE_DESCRIPTION("Test: torture of the broker");
MODULE_LICENSE("GPL");
