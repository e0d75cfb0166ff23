# SPDX-License-Identifier: GPL-2.0-only
# Each helper accepts what it should.
# Expect: ok
load mischief.ko
loaded mischief
not_loaded stuck
used_by mischief ''
log_has 'mischief begins'
log_lacks 'mischief ends'
log_count 1 'mischief begins'
load_fails EEXIST mischief.ko
unload_fails ENOENT stuck
unload mischief
not_loaded mischief
load_fails EPROTO mischief.ko refuse=1
log_count 2 'mischief begins'

(sleep 1 && load mischief.ko) &
wait_for 5 loaded mischief
unload mischief.ko

install_modules mischief.ko
modprobe broker-selftest
used_by mischief ''
unload mischief
