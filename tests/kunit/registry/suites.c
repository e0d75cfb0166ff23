// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of the broker: all of it except its exports is compiled into this module
 * and works on the memory of modules that do not exist. A broker.ko that happens
 * to be loaded is not affected.
 */
#include <kunit/test.h>

#include "fake.h"

kunit_test_suites(&registry_suite, &validate_suite, &hold_suite, &wait_suite, &steer_suite,
		  &callbacks_suite);

MODULE_DESCRIPTION("Unit tests of the broker's registry");
MODULE_LICENSE("GPL");
