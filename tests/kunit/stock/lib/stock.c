// SPDX-License-Identifier: GPL-2.0-only
/*
 * The state that the kernel would keep for KUnit if it were configured. The functions
 * exported here are in test.c or below.
 */

#include <linux/export.h>
#include <linux/sched.h>

/*
 * Replaces current->kunit_test. Cases run one after the other, each in a
 * thread of its own, and only that thread counts as running the case.
 */
static struct task_struct *kunit_task;
static struct kunit *kunit_test;

struct kunit *kunit_task_test(void)
{
	return READ_ONCE(kunit_task) == current ? kunit_test : NULL;
}
EXPORT_SYMBOL_GPL(kunit_task_test);

void kunit_set_task_test(struct kunit *test)
{
	kunit_test = test;
	WRITE_ONCE(kunit_task, test ? current : NULL);
}

EXPORT_SYMBOL_GPL(kunit_module_init);
EXPORT_SYMBOL_GPL(kunit_module_exit);
