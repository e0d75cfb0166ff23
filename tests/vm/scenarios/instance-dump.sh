# SPDX-License-Identifier: GPL-2.0-only
# Lists are read while ports are added and removed: they end, and lack no port that existed before.
# Time: 240 s
. /vm/brokerctl.sh
. /vm/duplex.sh
out=/tmp/scenario/brokerctl

count=$((1000 / ${slow:-1}))
old=300	# more than one buffer of a dump

# The number of the earlier ports that are in a list: is_whole OBJECT
is_whole() {
	[ "$(awk '$4 ~ /^old[0-9]*$/ { print $4 }' $out.list | sort -u | wc -l)" = $old ] ||
		fail "$1 list lacks ports that were there all the time: $(cat $out.list)"
	[ -z "$(awk '$4 != "-" { print $1 }' $out.list | sort | uniq -d)" ] || fail "$1 list has one twice"
}

load broker.ko
load instance/ports.ko
set_to ports plug "old $old"
load instance/uppers.ko
wait_for 30 count_is uppers readied $old

# An object registered after the beginning of a dump is not in it, however late it is read.
/modules/netlink/nltest half provider 4 >$out.half &
reader=$!
refers() { grep -q '^broker [0-9]* 3 ' /proc/modules || fail "$(grep '^broker ' /proc/modules)"; }
wait_for 3 refers
set_to ports plug "late $old"
wait $reader
[ "$(cat $out.half)" = "$old entries" ] || fail "a dump of $old has $(cat $out.half)"
wait_for 30 count_is uppers readied $((2 * old))

# Until enough lists have been read: with one CPU they get little CPU time.
come_and_go() {
	until [ -e $out.enough ]; do
		set_to ports plug "new $count"
		set_to ports unplug "new $count"
		echo >>$out.rounds
	done
	set_to ports plug "new $count"
}
come_and_go &
plugs=$!
lists=0 interrupted=0
until [ $lists -ge 8 ]; do
	for object in provider consumer; do
		brokerctl $object list >$out.list 2>$out.err || fail "$object list: $(cat $out.err)"
		is_whole $object
		lists=$((lists + 1))
		grep -q "^brokerctl: ${object}s: changed 5 times" $out.err || [ ! -s $out.err ] || fail "$object list: $(cat $out.err)"
		[ ! -s $out.err ] || interrupted=$((interrupted + 1))
	done
	says=$(brokerctl provider show ports/old0 2>/dev/null | awk '$1 == "instance" { print $2 }')
	[ "$says" = old0 ] || fail "provider show ports/old0: '$says'"
	brokerctl interface list >$out.list 2>/dev/null
	grep -q '^ports ' $out.list || fail "interface list: $(cat $out.list)"
done
: >$out.enough
wait $plugs
tell "$lists lists, of which $interrupted changed all the time"

# All of them, now that nothing changes.
all=$((2 * old + count))
bound() { brokerctl consumer list | grep -c ' uppers  *ports  *[a-z]*[0-9][0-9]* .* live  *ports '; }
all_bound() { [ "$(bound)" = $all ] || fail "$(bound) of $all are bound"; }
wait_for 60 all_bound
brokerctl provider list >$out.list
[ "$(sed 1d $out.list | wc -l)" = $all ] || fail "provider list has $(sed 1d $out.list | wc -l) of $all"
brokerctl consumer show uppers >$out.list
[ "$(grep -c ' uppers  *ports  *[a-z]*[0-9][0-9]* .* live  *ports ' $out.list)" = $all ] || fail "consumer show: $(cat $out.list)"
brokerctl interface list | tr -s ' ' | grep -q "^ports 1 0 [0-9a-f]* $all $all $((all + 1))\$" || fail "$(brokerctl interface list)"
[ "$(grep -c '^  provider  1.0  ports/[a-z]*[0-9]*  *live  *$' /sys/kernel/debug/broker/summary)" = $all ] ||
	fail "summary: $(cat /sys/kernel/debug/broker/summary)"
[ "$(grep -c '^  consumer  1.0  uppers/[a-z]*[0-9]*  *live  *ports: current, ' /sys/kernel/debug/broker/summary)" = $all ] ||
	fail "summary: $(cat /sys/kernel/debug/broker/summary)"
[ "$(brokerctl graph --tree | wc -l)" = $((2 * all + 3)) ] || fail 'graph has other lines'
brokerctl_fails 2 "'ports' has $all providers: say which by its id: " provider show ports
brokerctl provider show ports 2>&1 | grep -q ' (ports/old15 1) \.\.\.$' || fail "$(brokerctl provider show ports 2>&1)"
unload ports
count_is uppers detached $((all + count * $(wc -l <$out.rounds)))
wait_for 30 count_is uppers dead 0
unload uppers
log_lacks wrong
unload broker
