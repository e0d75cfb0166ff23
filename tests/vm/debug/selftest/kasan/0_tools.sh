# SPDX-License-Identifier: GPL-2.0-only
# The facilities that tests use on such a kernel are there.
# Expect: ok
[ -e /sys/kernel/debug/failslab/probability ]
[ -e /sys/kernel/debug/fail_function/inject ]
[ -e /proc/self/fail-nth ]
[ -e /sys/kernel/debug/kmemleak ]
[ -d /sys/module/kunit ]
[ -d /sys/kernel/debug/kunit ]
