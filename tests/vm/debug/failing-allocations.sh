# SPDX-License-Identifier: GPL-2.0-only
# Each allocation in register, get and a refusal fails once: the result is ENOMEM, and nothing is lost silently.
# Time: 120 s
sweep() {
	got=$(failnth /sys/module/failing/parameters/do "$1") || fail "$1: $got"
	echo "$1: $got"
	case $got in *' 0 allocations'*) fail "$1: nothing was made to fail" ;; esac
}

[ -e /proc/self/fail-nth ] || fail 'the kernel has no fault injection'
# Without this only allocations that may not sleep fail.
echo N >/sys/kernel/debug/failslab/ignore-gfp-wait
# Each failure would also print a stack trace, which this scenario does not look for.
echo 0 >/sys/kernel/debug/failslab/verbose
load broker.ko
load life/steady.ko
load life/failing.ko
/modules/netlink/nltest events 1000 >"${state:?}/events" &
listener=$!
wait_for 10 grep -q listening "$state/events"
for what in provide consume pin refuse; do
	sweep $what
	echo $what >/sys/module/failing/parameters/do
done
used_by steady ''
kill $listener
grep -q '^lost$' "$state/events" || fail 'no listener was told of an event that there was no memory for'
unload failing
unload steady
log_lacks 'broker: failing: exit forgot'
unload broker
