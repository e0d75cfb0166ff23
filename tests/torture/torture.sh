# SPDX-License-Identifier: GPL-2.0-only
# While modules are called, replaced, withdrawn and unloaded concurrently, no unregistered or unloaded object is called.
# Time: 180 s
# run.sh sets these, and the time above.
minutes=2
bars=yes	# "no": any counts will do, as on a debug kernel
churn=yes	# "no": broker_torture.ko alone

# How long a writer may take for a step of about a second, before it counts as hung. On KCSAN,
# which delays the holder of the broker's mutex, a step through the crowd takes minutes.
patience=30
[ "$bars" = yes ] || patience=600
said=/tmp/churn
parameters=/sys/module/broker_torture/parameters

# A count in a line of counts: count NAME LINE
count() { echo "$2" | tr ' ' '\n' | sed -n "s/^$1=//p"; }

# Progress for a human reader; the harness passes on lines that begin like this.
progress() { echo "# torture: $*" >/dev/results; }

last_churn() { tail -n 1 $said 2>/dev/null; }

# The bar for 30 minutes, scaled to the duration of this run. Only the seconds in which the guest
# had its CPUs count: bar COUNT OF_30 WHAT
bar() {
	least=$(($2 * ran / 1800))
	[ "$bars" = no ] || [ "$1" -ge $least ] ||
		problems="$problems, $1 $3 are fewer than $least in $ran s"
}

# The failures that were counted: they come after the last of the other counts.
counted() {
	echo "$status" | tr ' ' '\n' | sed -n '/^called_after_unregister=/,$p' |
		grep -v '=0$' | xargs
}

check_counts() {
	pairs=$(($(count idle_pairs "$status") + $(count linked_pairs "$status")))
	bar "$(count calls "$status")" 100000000 calls
	bar $pairs 1000000 'pairs of register and unregister'
	bar "$(count down "$status")" 100000000 'calls through two-way links'
	bar "$(count back "$status")" 10000000 callbacks
	bar "$(count two_way_links "$status")" 1000000 'two-way links'
	bar "$(count plugs "$status")" 100000 'instances plugged and unplugged'
	[ "$(count dropped "$status")" -gt 0 ] || problems="$problems, no event was dropped"
	[ "$(count races "$status")" -gt 0 ] || problems="$problems, nobody has raced"
	[ "$(count moves "$status")" -gt 0 ] || problems="$problems, nobody has moved"
	[ "$churn" = yes ] || return 0
	bar "$(count cycles "$(last_churn)")" 10000 'cycles of load and unload'
	bar "$(count failing_inits "$(last_churn)")" 2000 'failing inits'
}

judge() {
	[ "$churned" = 0 ] || problems="$problems, churn: $(tail -n 1 "$said.errors")"
	case $status in
	SUCCESS*) check_counts ;;
	*) problems="$problems, $(counted)" ;;
	esac
}

load broker.ko
load torture/broker_torture.ko
echo 1 >$parameters/run
end=$(($(date +%s) + minutes * 60))
began=$(clock)
since=$began oldest=0
if [ "$churn" = yes ]; then
	/modules/torture/churn $((minutes * 60 + 60)) /modules/torture/churn_*.ko \
		>$said 2>$said.errors &
	churner=$!
fi

while [ "$(date +%s)" -lt $end ]; do
	sleep 10
	status=$(cat $parameters/status)
	progress "$status $(last_churn)"
	[ "$(count failures "$status")" = 0 ] || break
	[ ! -s $said.errors ] || break
	# How long the slowest thread has run its step, in the guest's seconds, and at most in its own.
	age=$(count stalled "$status")
	[ "$age" -ge "$oldest" ] || since=$(clock)
	oldest=$age
	[ "$age" -lt $patience ] || [ $(($(clock) - since)) -lt $patience ] || {
		echo t >/proc/sysrq-trigger	# who is where, for the log
		fail "stalled: $status"
	}
done

churned=0
if [ "$churn" = yes ]; then
	kill -TERM "$churner" 2>/dev/null || :
	wait "$churner" || churned=$?
fi
echo 0 >$parameters/run
ran=$(($(clock) - began))
status=$(cat $parameters/status)
problems=
judge
verdict=${problems:+FAILURE}
progress "${verdict:-SUCCESS} seconds=$ran ${status#* } $([ "$churn" = no ] || last_churn)"
[ -z "$problems" ] || fail "${problems#, }"
unload broker_torture
unload broker
