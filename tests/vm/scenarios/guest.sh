# SPDX-License-Identifier: GPL-2.0-only
# The guest is a machine on which modules can be loaded and watched.
[ -x "$(cat /proc/sys/kernel/modprobe)" ]
case $(uname -v) in *SMP*) [ "$(nproc)" = 2 ] ;; esac
[ -d /sys/kernel/debug ]
[ -d /sys/kernel/tracing/events ]
[ "$(cat /proc/sys/kernel/panic_on_warn)" = 1 ]
errno=ENOEXEC
! loads_signed_only || errno=EKEYREJECTED
load_fails $errno ../init
unload_fails ENOENT no_such_module
