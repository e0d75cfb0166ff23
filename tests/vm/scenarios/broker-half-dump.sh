# SPDX-License-Identifier: GPL-2.0-only
# A dump that is not read to the end keeps the broker loaded; a forced unload waits for it, and names no client as the cause.
# Unchecked: lockdep switches itself off at a forced unload.
load broker.ko
load many/many.ko count=1000
/modules/netlink/nltest half provider 60 &
reader=$!
refers() { grep -q '^broker [0-9]* 2 ' /proc/modules || fail "$(grep '^broker ' /proc/modules)"; }
wait_for 10 refers
unload many
unload_fails EAGAIN broker
rmmod -f broker &
wait_for 10 log_has "broker: unloaded by force, waiting for 1 reference that no client holds: a netlink dump not read to its end"
log_lacks 'unload them'
kill $reader
wait $!
not_loaded broker
