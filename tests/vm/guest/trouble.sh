# SPDX-License-Identifier: GPL-2.0-only
# Lines of a kernel log that always mean a failure, whatever their source; to be sourced.
# shellcheck shell=sh disable=SC2034

# Most debugging code titles its reports WARNING: (lockdep, RCU, ODEBUG by a WARN) or
# BUG: (KASAN, KCSAN, sleeping in atomic context); debug/reports has one of each.
# Anchored at the start of the message, because the kernel also prints harmless
# lines such as "Spectre V2 : WARNING: ..." at boot. arm64 prints "Internal error" for an oops, and
# has another spelling.
trouble='^(\[ *[0-9.]+\] )?(WARNING: |(watchdog: )?BUG: |kernel BUG at |Oops: |general protection fault|Kernel panic|Call [Tt]race:|Internal error: |Unable to handle kernel |UBSAN: |KFENCE: |CFI failure at |KCSAN: |kmemleak: [0-9]+ new|INFO: task .* blocked|INFO: trying to register non-static key|DEBUG_LOCKS_WARN_ON|ODEBUG: |turning off the locking correctness validator|rcu: INFO: .* detected)'
