# SPDX-License-Identifier: GPL-2.0-only
# brokerctl monitor misses no event of 200 replacements, or reports how many.
# Time: 900 s
. /vm/brokerctl.sh
. /vm/well.sh
out=/tmp/scenario/brokerctl

# Lines of the monitor of one kind.
told() { grep -c "\"kind\":\"$1\"" $out.events || :; }
has_told() { [ "$(told "$1")" -ge "$2" ] || fail "monitor: $(told "$1") of $1, expected $2"; }

# The numbers of a member, one per line.
numbers() { sed -n "s/.*\"$1\":\([0-9]*\)[,}].*/\1/p" $out.events; }

load broker.ko
load link/well_1_0.ko
load link/well_1_1.ko
old=$(cell well_1_0 ID provider)
new=$(cell well_1_1 ID provider)
/modules/brokerctl/brokerctl -j monitor >$out.events 2>$out.err &
monitor=$!
wait_for 10 grep -q listening $out.err
load_fails ENODEV foobar/foo.ko
load link/well_user.ko movable=1 idle=1
wait_for 10 has_told consumer-attached 1

# When this count has risen, the consumer has released its previous provider and the move is done.
replacements=0
replace() {
	brokerctl provider prefer "$1"
	replacements=$((replacements + 1))
	until [ "$detached" = $replacements ]; do
		read -r detached </sys/module/well_user/parameters/detached
	done
}

# $slow is how many times slower than a stock kernel a debug kernel is.
pairs=$((100 / (${slow:-1} * ${slow:-1})))
detached=0
while [ $replacements -lt $((2 * pairs)) ]; do
	replace "$old"
	replace "$new"
done
unload well_user
wait_for 10 has_told consumer-detached 1
kill $monitor
status=0
wait $monitor || status=$?
[ $status = 143 ] || fail "monitor: exit code $status, expected that of SIGTERM"

first=$(numbers event | head -n 1)
last=$(numbers event | tail -n 1)
events=$(numbers event | wc -l)
lost=$(numbers count | awk '{ n += $1 } END { print n + 0 }')
[ $((events + lost)) = $((last - first + 1)) ] ||
	fail "monitor: $events events and $lost lost, numbers from $first to $last"
moves=$(told consumer-moved)
if [ $((moves + lost)) -lt $replacements ] || [ "$moves" -gt $replacements ]; then
	fail "monitor: $moves moves and $lost events lost in $replacements replacements"
fi
tell "$moves moves in $replacements replacements, $lost of $((events + lost)) events lost"
for kind in refused consumer-attached consumer-moved consumer-detached; do
	tell "json $(grep -m 1 "\"$kind\"" $out.events)"
done

# The monitor ends when the broker is unloaded. Its output must not be confused with that of the first monitor.
rm $out.events $out.err
/modules/brokerctl/brokerctl monitor >$out.events 2>$out.err &
monitor=$!
wait_for 10 grep -q listening $out.err
unload well_1_0
unload well_1_1
unload broker
status=0
wait $monitor || status=$?
[ $status = 1 ] || fail "monitor: exit code $status, expected 1"
grep -q 'broker was unloaded' $out.err || fail "monitor: $(cat $out.err)"
[ "$(tail -n 1 $out.events)" = "provider-went: well_1_1 no longer provides well 1 (provider $new)" ] ||
	fail "monitor: $(tail -n 1 $out.events)"
