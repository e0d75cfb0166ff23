# SPDX-License-Identifier: GPL-2.0-only
# On a debug kernel: lock checking was on all the time.
[ -e /proc/lockdep_stats ] || skip 'this kernel does not check locks'
grep -q 'debug_locks: *1$' /proc/lockdep_stats || fail 'lockdep has switched itself off'
