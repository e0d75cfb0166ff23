// SPDX-License-Identifier: GPL-2.0-only
/* Makes on demand, "what=", one of the mistakes that only a debug kernel notices. */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static char *what = "";
module_param(what, charp, 0);

static void sleep_in_atomic(void)
{
	preempt_disable();
	might_sleep();
	preempt_enable();
}

static DEFINE_SPINLOCK(spinlock);

static void spin_in_atomic(void)
{
	preempt_disable();
	spin_lock(&spinlock);
	spin_unlock(&spinlock);
	preempt_enable();
}

static DEFINE_MUTEX(this);
static DEFINE_MUTEX(that);

/* Both orders, but never concurrently: there is no deadlock, only the report of one. */
static void lock_in_both_orders(void)
{
	mutex_lock(&this);
	mutex_lock(&that);
	mutex_unlock(&that);
	mutex_unlock(&this);

	mutex_lock(&that);
	mutex_lock(&this);
	mutex_unlock(&this);
	mutex_unlock(&that);
}

static void use_after_free(void)
{
	int *number = kzalloc(sizeof(*number), GFP_KERNEL);

	kfree(number);
	OPTIMIZER_HIDE_VAR(number);
	WRITE_ONCE(*number, 1);
}

static void on_time(struct timer_list *unused)
{
}

static void free_running_timer(void)
{
	struct timer_list *timer = kzalloc(sizeof(*timer), GFP_KERNEL);

	if (!timer)
		return;
	timer_setup(timer, on_time, 0);
	mod_timer(timer, jiffies + 1000 * HZ);
	kfree(timer);
}

/* Several, because there may be a stale copy of one pointer, for example on a stack. */
static void forget(void)
{
	int i;

	for (i = 0; i < 10; i++)
		kzalloc(1000, GFP_KERNEL);
}

static int shared;

static void count(struct work_struct *unused)
{
	unsigned long end = jiffies + 10 * HZ;

	while (time_before(jiffies, end)) {
		shared++;
		barrier();
		cond_resched();
	}
}

static DECLARE_WORK(other_count, count);

static void race(void)
{
	queue_work(system_unbound_wq, &other_count);
	count(NULL);
	flush_work(&other_count);
}

static void call_by_other_type(void)
{
	int (*function)(int) = (void *)on_time;

	OPTIMIZER_HIDE_VAR(function);
	function(0);
}

static const struct {
	const char *name;
	void (*function)(void);
} blunders[] = {
	{ "sleep_in_atomic", sleep_in_atomic },
	{ "spin_in_atomic", spin_in_atomic },
	{ "lock_in_both_orders", lock_in_both_orders },
	{ "use_after_free", use_after_free },
	{ "free_running_timer", free_running_timer },
	{ "forget", forget },
	{ "race", race },
	{ "call_by_other_type", call_by_other_type },
};

static int __init blunder_init(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(blunders); i++) {
		if (!strcmp(what, blunders[i].name)) {
			blunders[i].function();
			return 0;
		}
	}
	return -EINVAL;
}
module_init(blunder_init);

static void __exit blunder_exit(void)
{
}
module_exit(blunder_exit);

MODULE_DESCRIPTION("Self-test of the boot harness on debug kernels");
MODULE_LICENSE("GPL");
