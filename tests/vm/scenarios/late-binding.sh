# SPDX-License-Identifier: GPL-2.0-only
# A client built with the headers alone finds the broker if that is loaded, and works without it.
asks() { [ "$(cat /sys/module/late_user/parameters/ask)" = "$1" ] || fail "late_user does not get $1"; }

[ -z "$(modinfo -F depends /modules/late/late_user.ko)" ] || fail 'it depends on something'
load_fails ENODEV late/late_user.ko
load late/late_user.ko optional=1
log_count 2 'late_user: register returned -19'
log_lacks 'Unknown symbol'
asks 0
unload late_user

load broker.ko
load_fails ENOENT late/late_user.ko
load late/late_provider.ko
used_by broker late_provider
load late/late_user.ko
used_by broker late_provider,late_user
used_by late_provider late_user
wait_for 10 asks 1
unload_fails EAGAIN broker
unload_fails EAGAIN late_provider
unload late_user
unload late_provider
used_by broker ''

load late/late_provider.ko
load late/late_user.ko forgetful=1
unload late_user
log_has 'broker: late_user: exit forgot to put late 1, released'
log_has 'broker: late_user: exit forgot to unregister, consumer of late 1 withdrawn'
unload late_provider

# Too early for lsmod to show it, but not permanently.
load late/late_early.ko now=1
used_by broker late_early
unload late_early
used_by broker ''
unload broker
