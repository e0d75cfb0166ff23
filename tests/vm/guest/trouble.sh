# SPDX-License-Identifier: GPL-2.0-only
# What in a kernel log is never all right, wherever it came from; to be sourced.
# shellcheck shell=sh disable=SC2034

# Most debugging code titles its reports WARNING: (lockdep, RCU, ODEBUG by a WARN) or
# BUG: (KASAN, KCSAN, sleeping in atomic context); debug/reports has one of each.
# Anchored at the start of the message, for the kernel also greets with harmless
# lines such as "Spectre V2 : WARNING: ...". arm64 has an "Internal error" for an oops, and
# another spelling.
trouble='^(\[ *[0-9.]+\] )?(WARNING: |(watchdog: )?BUG: |kernel BUG at |Oops: |general protection fault|Kernel panic|Call [Tt]race:|Internal error: |Unable to handle kernel |UBSAN: |KFENCE: |CFI failure at |KCSAN: |kmemleak: [0-9]+ new|INFO: task .* blocked|INFO: trying to register non-static key|DEBUG_LOCKS_WARN_ON|ODEBUG: |turning off the locking correctness validator|rcu: INFO: .* detected)'
