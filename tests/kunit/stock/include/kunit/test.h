/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _KUNIT_STOCK_TEST_H
#define _KUNIT_STOCK_TEST_H

#include_next <kunit/test.h>

/* The kernel's macro would leave the suites to a module loader with KUnit support. */
#undef kunit_test_suites
#define kunit_test_suites(__suites...)					\
	static struct kunit_suite *kunit_these_suites[] = { __suites };	\
									\
	static struct kunit_module kunit_this_module = {		\
		.kunit_suites = kunit_these_suites,			\
		.num_kunit_suites = ARRAY_SIZE(kunit_these_suites),	\
	};								\
									\
	static int __init kunit_run_suites(void)			\
	{								\
		kunit_module_init(&kunit_this_module);			\
		return 0;						\
	}								\
	module_init(kunit_run_suites);					\
									\
	static void __exit kunit_free_suites(void)			\
	{								\
		kunit_module_exit(&kunit_this_module);			\
	}								\
	module_exit(kunit_free_suites)

/* Not provided: would compile, and run nothing. */
#undef kunit_test_init_section_suites

#endif /* _KUNIT_STOCK_TEST_H */
