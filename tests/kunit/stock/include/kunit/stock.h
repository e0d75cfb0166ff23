/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KUnit on a kernel configured without it. Included before anything else, by
 * kunit.mk.
 */
#ifndef _KUNIT_STOCK_H
#define _KUNIT_STOCK_H

/*
 * Before the options are set: these declare structures which have more
 * members with KUnit than in the kernel the tests run on.
 */
#include <linux/module.h>
#include <linux/sched.h>

#define CONFIG_KUNIT_MODULE 1
#define CONFIG_KUNIT_DEBUGFS 1
#define CONFIG_KUNIT_DEFAULT_ENABLED 1

/* The log of a case, where its size is fixed: 6.1 */
#define KUNIT_STOCK_LOG_SIZE 16384

struct kunit;
struct kunit_suite;

/* The members missing in struct module */
struct kunit_module {
	struct kunit_suite **kunit_suites;
	int num_kunit_suites;
	struct kunit_suite **kunit_init_suites;
	int num_kunit_init_suites;
};

void kunit_module_init(struct kunit_module *mod);
void kunit_module_exit(struct kunit_module *mod);

/* The member missing in struct task_struct */
struct kunit *kunit_task_test(void);
void kunit_set_task_test(struct kunit *test);

#endif /* _KUNIT_STOCK_H */
