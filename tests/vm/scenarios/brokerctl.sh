# SPDX-License-Identifier: GPL-2.0-only
# brokerctl shows at every step what lsmod, /proc/modules and debugfs show, and executes its commands.
# Time: 180 s
. /vm/brokerctl.sh
. /vm/well.sh
out=/tmp/scenario/brokerctl
stories=0 told=0
brokerctl_fails 2 'broker is not loaded: modprobe broker' provider list
# The files of this kernel agree, whichever its byte order, also in the CRCs of the broker's exports.
brokerctl check /modules/broker.ko /modules/foobar/bar.ko /modules/foobar/foo.ko >$out.check 2>&1 ||
	fail "$(cat $out.check)"
load broker.ko
same_story

# Pinned: bound from get to put.
load foobar/bar.ko
provider_is bar live
load foobar/foo.ko
bound_to foo bar
used_by bar foo
[ "$(cell bar PINS provider)" = 1 ] || fail 'bar has not one pin'
brokerctl_fails 2 'it is pinned' consumer detach foo
same_story

# Revocable: may be loaded first.
load link/well_user.ko movable=1
bound_to well_user -
load link/well_1_0.ko
wait_for 10 bound_to well_user well_1_0
well_serves
same_story

# A user without rights sees the pins that lsmod shows, and not the bindings of other consumers.
for object in interface provider consumer; do
	got=$(unshare -U /modules/brokerctl/brokerctl -j $object)
	tell "json $got"
done
case $got in
*well_1_0*) fail "anybody sees: $got" ;;
*'"module":"foo"'*'"module":"bar"'*'"module":"well_user"'*) ;;
*) fail "somebody without rights sees: $got" ;;
esac

# A better provider is registered, the old one is preferred, then drained.
load link/well_1_1.ko
wait_for 10 bound_to well_user well_1_1
same_story
brokerctl provider prefer well_1_0
wait_for 10 bound_to well_user well_1_0
[ "$(cell well_1_0 FLAGS provider)" = preferred ] || fail 'well_1_0 is not preferred'
same_story
brokerctl provider drain "$(cell well_1_0 ID provider)"
wait_for 10 bound_to well_user well_1_1
provider_is well_1_0 drained
well_serves
same_story

# Detached by an administrator, and attached again.
brokerctl consumer detach well_user
wait_for 10 bound_to well_user -
consumer_is well_user detached
same_story
brokerctl consumer attach well_user
wait_for 10 bound_to well_user well_1_1
consumer_is well_user live

# Refused: the words of the log.
load shape/shape_type.ko
load_fails EPROTO shape/shape_user.ko
log_has "broker: $(column REFUSAL refusal list)"
[ "$(column ERRNO refusal list)" = EPROTO ] || fail 'the refusal has another errno'
tell_json refusal show 1
brokerctl interface show shape >$out.shape
grep -q "^broker_op=0 atomic: int scale(" $out.shape || fail "interface show shape: $(cat $out.shape)"
same_story

tell_json interface show well
tell_json provider show well_1_1
tell_json consumer show well_user
tell_json consumer show foo
tell_json top 1 1
brokerctl graph | grep -q '"well_user" -> "well_1_1" \[label="well 1", style=dashed\];' ||
	fail "graph: $(brokerctl graph)"
brokerctl top 1 1 >$out.top
[ "$(awk '$6 == "well_user" { print ($1 > 0) }' $out.top)" = 1 ] || fail "top: $(cat $out.top)"

brokerctl_fails 1 'there is no provider 4711' provider show 4711
brokerctl_fails 1 "there is no interface 'nix'" interface show nix
brokerctl_fails 2 'Usage: ' provider lists

# Unregistered objects are no longer shown.
unload well_1_1
wait_for 10 bound_to well_user -
same_story
brokerctl provider prefer well_1_0
wait_for 10 bound_to well_user well_1_0
for module in well_user well_1_0 foo bar shape_type; do
	unload $module
	same_story
done
tell "$stories times the same story, of $told providers and consumers"
[ "$told" -gt 40 ] || fail "the same story was told of $told providers and consumers only"
[ -z "$(brokerctl consumer list | sed 1d)" ] || fail "consumers left: $(brokerctl consumer list)"
unload broker
