# SPDX-License-Identifier: GPL-2.0-only
# The modules of two-way.rst, as printed: a call, and the callback that reports its completion.
# Time: 120 s
send() { echo "$1" >/sys/module/rdma/parameters/send; }
sent() { [ "$(cat /sys/module/rdma/parameters/bytes)" = "$1" ] || fail "sent: $(cat /sys/module/rdma/parameters/bytes)"; }
attached() { grep -q 'rdma .*nic: current' /sys/kernel/debug/broker/summary; }
load broker.ko
load docs/Documentation/rdma.ko
! (send 1) 2>/dev/null || fail 'there is no provider yet'
load docs/Documentation/nic.ko
wait_for 10 attached
send 64
wait_for 10 sent 64
! (send 0) 2>/dev/null || fail 'nothing was sent'
unload nic
! (send 1) 2>/dev/null || fail 'there is a provider yet'
load docs/Documentation/nic.ko
wait_for 10 attached
send 100
wait_for 10 sent 164
unload rdma
load docs/Documentation/rdma.ko
wait_for 10 attached
unload nic
unload rdma
log_lacks 'broker:'
unload broker
