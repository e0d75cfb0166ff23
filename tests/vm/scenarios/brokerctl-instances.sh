# SPDX-License-Identifier: GPL-2.0-only
# brokerctl, debugfs, tracepoints and the log show instances, and consumers of every instance.
. /vm/brokerctl.sh
. /vm/duplex.sh
out=/tmp/scenario/brokerctl

# says 'what' ARGUMENT...: brokerctl prints this line, with any number of blanks in it
says() {
	expected=$1
	shift
	brokerctl "$@" | tr -s ' ' | grep -qxF -e "$expected" || fail "brokerctl $*: no line '$expected' in: $(brokerctl "$@")"
}
id_of() { brokerctl "$1" list | awk -v module="${2%/*}" -v instance="${2#*/}" '$2 == module && $4 == instance { print $1 }'; }
is_bound() { says "$(id_of consumer "$1") ${1%/*} ports ${1#*/} 1 0 0 revocable ${3-live} $2 movable" consumer list; }
refuses() { [ "$(brokerctl refusal list | tr -s ' ' | cut -d ' ' -f 4- | grep -cxF -e "$1")" = 1 ] || fail "no refusal '$1': $(brokerctl refusal list)"; }
in_summary() { tr -s ' ' </sys/kernel/debug/broker/summary | grep -q -e "^ $1\$" || fail "summary: no '$1': $(cat /sys/kernel/debug/broker/summary)"; }
tell_all() {
	look
	same_as told_by_brokerctl told_by_debugfs
	same_as told_by_brokerctl told_by_netlink
	tell_lists
}

load broker.ko
echo 1 >/sys/kernel/tracing/events/broker/enable
brokerctl monitor >$out.events 2>$out.err &
monitor=$!
wait_for 10 grep -q listening $out.err

# The instance without a name has neither provider nor consumer.
load instance/ports.ko
set_to ports plug 'p 2'
says 'ports 1 0 '"$(column CONTRACT interface list)"' 2 2 0' interface list
says 'broker_callback=0 atomic: void heard(struct upper *upper, const char *name)' interface show ports
tell_json interface show ports
brokerctl_fails 2 "'ports' has 2 providers: say which by its id: $(id_of provider ports/p0) (ports/p0 1), $(id_of provider ports/p1) (ports/p1 1)" \
	provider show ports
says 'instance p1' provider show ports/p1
brokerctl_fails 1 "no provider of an instance 'ports/p2'" provider show ports/p2
tell_all

load instance/uppers.ko
wait_for 10 is_bound uppers/p0 ports
wait_for 10 is_bound uppers/p1 ports
whole=$(id_of consumer uppers/-)
says "$whole uppers ports - 1 0 0 revocable live ports movable,every" consumer list
says 'ports 1 0 '"$(column CONTRACT interface list)"' 2 2 3' interface list
says "$(id_of consumer uppers/p0) uppers ports p0 1 0 0 revocable live ports movable" consumer show uppers
says 'instance p0' consumer show uppers/p0
says "$(id_of consumer uppers/p0) uppers ports p0 1 0 0 revocable live ports movable" provider show ports/p0
brokerctl graph --tree >$out.graph
diff - $out.graph <<-END || fail "graph: $(cat $out.graph)"
	ports 1
	  ports/p0 (provider $(id_of provider ports/p0), minor 0)
	    uppers (consumer $(id_of consumer uppers/p0), revocable)
	  ports/p1 (provider $(id_of provider ports/p1), minor 0)
	    uppers (consumer $(id_of consumer uppers/p1), revocable)
	  every instance
	    uppers (consumer $whole)
END
brokerctl graph --dot | grep -qF '"uppers" -> "ports" [label="ports/p1 1", style=dashed];' || fail "$(brokerctl graph --dot)"
in_summary 'provider 1.0 ports/p0 live '
in_summary 'consumer 1.0 uppers live every'
in_summary 'consumer 1.0 uppers/p0 live ports: current, 0 calls, 0 inside, 0 callbacks, 0 inside'
says '0 0 0 0 '"$(id_of consumer uppers/p1)"' uppers ports p1 1 ports current' top 1 1
tell_json top 1 1
tell_json consumer show uppers
tell_json consumer show uppers/p0
tell_json provider show ports/p0
tell_all

# One instance is steered, the others are left alone.
brokerctl provider drain ports/p0
wait_for 10 is_bound uppers/p0 -
is_bound uppers/p1 ports
brokerctl provider prefer ports/p0
wait_for 10 is_bound uppers/p0 ports
brokerctl consumer detach uppers/p1
wait_for 10 is_bound uppers/p1 - detached
is_bound uppers/p0 ports
brokerctl consumer attach uppers/p1
wait_for 10 is_bound uppers/p1 ports

# All instances are steered, also those that are registered later.
brokerctl consumer detach uppers
wait_for 10 is_bound uppers/p0 - detached
wait_for 10 is_bound uppers/p1 - detached
set_to ports plug late
wait_for 10 is_bound uppers/late - detached
tell_all
brokerctl consumer attach uppers
for instance in p0 p1 late; do
	wait_for 10 is_bound uppers/$instance ports
done

# Other objects of the same interface: the module name identifies them.
load instance/ports_2.ko priority=5
set_to ports_2 plug p1
wait_for 10 is_bound uppers/p1 ports_2
says 'module ports' provider show ports/p1
says 'module ports_2' provider show ports_2/p1
says "$whole uppers ports - 1 0 0 revocable live ports,ports_2 movable,every" consumer list
brokerctl provider prefer ports/p1
wait_for 10 is_bound uppers/p1 ports
unload ports_2
! set_to ports plug p1 2>/dev/null || fail 'p1 was plugged twice'
log_has "broker: ports: provider of ports/p1 1 refused: the module provides instance 'p1' already"
refuses "ports: provider of ports/p1 1 refused: the module provides instance 'p1' already"
tell_json refusal show 1

for text in 'broker_register: ports/p0 1\.0 provider=ports$' \
	    'broker_attach: ports/p0 1 consumer=uppers provider=ports$' \
	    'broker_hook_called: ports/late 1 consumer=uppers provider=ports: provider.attach$' \
	    'broker_drain: ports/p1 1\.0 provider=ports_2$' \
	    "broker_refuse: ports/p1 1 consumer= provider=ports: the module provides instance 'p1' already\$"; do
	grep -q "$text" /sys/kernel/tracing/trace || fail "no '$text' in the trace: $(grep broker_ /sys/kernel/tracing/trace)"
done
echo 0 >/sys/kernel/tracing/events/broker/enable

# Events of one instance.
echo >/sys/kernel/tracing/trace
echo 'instance == "q3"' >/sys/kernel/tracing/events/broker/broker_attach/filter
echo 1 >/sys/kernel/tracing/events/broker/broker_attach/enable
set_to ports plug 'q 12'
wait_for 10 is_bound uppers/q11 ports
wait_for 10 is_bound uppers/q3 ports
echo 0 >/sys/kernel/tracing/events/broker/enable
[ "$(sed -n 's/.* broker_attach: //p' /sys/kernel/tracing/trace)" = 'ports/q3 1 consumer=uppers provider=ports' ] ||
	fail "trace: $(cat /sys/kernel/tracing/trace)"

# The module forgets them, which is one cause.
set_to ports forgetful 1
unload ports
log_has 'broker: ports: exit forgot to unregister, provider of ports/p0 1 withdrawn'
[ "$(log | grep -c 'exit forgot to unregister, provider of ports/[a-z0-9]* 1 withdrawn')" = 10 ] || fail 'not ten lines of one cause'
wait_for 10 count_is uppers detached "$(count uppers attached)"
unload uppers
kill $monitor
for text in 'provider-came: ports provides ports/p0 1 (provider ' 'consumer-attached: uppers uses ports/p1 1 of ports (consumer ' \
	    'consumer-moved: uppers now uses ports/p1 1 of ports_2 (consumer ' 'consumer-detached: uppers no longer uses ports/q3 1 of ports (consumer ' \
	    'refused: ports: provider of ports/p1 1 refused: '; do
	grep -qF -e "$text" $out.events || fail "no '$text' among the events: $(cat $out.events)"
done
log_lacks wrong
unload broker
