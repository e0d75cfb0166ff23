#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Check the models with spin, and that each mutation of them fails; prints KTAP.
#   run.sh [quick|full]	all rows but the long ones, or all
#   run.sh list		the mutations that must fail: name, tab, what they break
#   run.sh one NAME	one row

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../build/model
jobs=2

# name | when | flags for spin | expected | what
# The model is the name up to its first "-". Expected is
#   holds     the whole state space was searched, without an error
#   sampled   a bitstate search, which sees most of it, found no error
#   freed     a call into a freed table, or a use of a closed object
#   mixed     ops and priv of different links
#   stuck     a state that nobody can leave
#   overlap   two callbacks of one consumer at a time
#   gone      a callback or a call into what was unregistered or unloaded
#   unserved  a consumer without a link that could have one
rows() {
	tr -s '\t' <<-'END'
	guard-tso		quick	-DTSO				holds	x86
	guard-tso-providers	quick	-DTSO -DPROVIDERS=3		holds	x86, three providers, slots reused
	guard-tso-calls		quick	-DTSO -DCALLS=2			holds	x86, two calls each
	guard-tso-migrate	quick	-DTSO -DMIGRATE			holds	x86, tasks move between CPUs
	guard-weak		quick	-DWEAK				holds	weak ordering
	guard-weak-providers	quick	-DWEAK -DPROVIDERS=3		holds	weak ordering, three providers, slots reused
	guard-weak-migrate	quick	-DWEAK -DMIGRATE		holds	weak ordering, tasks move between CPUs
	guard-weak-calls	full	-DWEAK -DCALLS=2		holds	weak ordering, two calls each
	guard-tso-reuse-migrate	full	-DTSO -DPROVIDERS=3 -DMIGRATE	holds	x86, slots reused while tasks move
	guard-weak-reuse-migrate	full	-DWEAK -DPROVIDERS=3 -DMIGRATE	sampled	weak ordering, slots reused while tasks move
	guard-tso-gp-before	quick	-DTSO -DNO_GP -DGP_BEFORE	holds	x86, the grace period before the sums: only weak ordering can tell
	guard-weak-gp-before	quick	-DWEAK -DREADERS=1 -DNO_GP -DGP_BEFORE	freed	the grace period before the sums: what a call did may come after its left
	guard-weak-gp-around	quick	-DWEAK -DNO_GP -DGP_BEFORE -DGP_AFTER	freed	grace periods around the sums: left may be seen without its entered
	guard-tso-gp-after	quick	-DTSO -DNO_GP -DGP_AFTER	freed	the grace period after the sums
	guard-tso-no-gp		quick	-DTSO -DNO_GP			freed	no grace period
	guard-tso-no-drain	quick	-DTSO -DNO_DRAIN		freed	detach without waiting for who is inside
	guard-tso-no-recheck	quick	-DTSO -DNO_RECHECK		freed	enter does not look again at the link after it counted itself in
	guard-tso-wrong-order	quick	-DTSO -DWRONG_ORDER -DGP_BEFORE	freed	entered summed before left, a grace period before each
	guard-tso-shared-link	quick	-DTSO -DSHARED_LINK		stuck	the link of a call kept in the consumer, not on the stack
	guard-tso-two-drain	quick	-DTSO -DTWO_DRAIN -DREADERS=1	freed	x86, two drain a link beside each other
	guard-weak-two-drain	quick	-DWEAK -DTWO_DRAIN -DREADERS=1	freed	weak ordering, two drain a link beside each other
	guard-weak-no-acquire	quick	-DWEAK -DNO_ACQUIRE		freed	the second load of the link is no acquire
	guard-weak-plain-store	quick	-DWEAK -DPLAIN_STORE		mixed	the link is published with a plain store
	callbacks-two-leave	quick	-DTWO_LEAVE			holds	two providers of the same two consumers leave
	callbacks-two-leave-calls	full	-DTWO_LEAVE -DCALLERS	holds	the same, with callers
	callbacks-consumer	quick	-DCONSUMER_LEAVES -DCALLERS	holds	a consumer unregisters, twice, while its provider leaves
	callbacks-not-movable	quick	-DNOT_MOVABLE -DCALLERS		holds	consumers that stay until their provider leaves
	callbacks-attach-registers	quick	-DATTACH_REGISTERS -DCALLERS	holds	attach registers another provider and unregisters it
	callbacks-attach-unregisters	quick	-DATTACH_UNREGISTERS -DCALLERS	holds	attach unregisters a provider that the other consumer uses
	callbacks-each-other	quick	-DEACH_OTHER -DCALLERS		holds	two unregisters run each other's callbacks
	callbacks-sibling	quick	-DSIBLING -DCALLERS		holds	detach unregisters the other consumer of the leaving provider
	callbacks-sibling-attach	quick	-DSIBLING_ATTACH	holds	attach unregisters the other consumer while the provider of both leaves
	callbacks-sibling-attach-calls	full	-DSIBLING_ATTACH -DCALLERS	holds	the same, with callers
	callbacks-own		quick	-DOWN -DCALLERS			holds	callbacks unregister their own consumer or provider
	callbacks-provider-forgets	quick	-DPROVIDER_FORGETS -DCALLERS	holds	a provider forgets to unregister while a consumer moves to the better one
	callbacks-consumer-forgets	quick	-DCONSUMER_FORGETS -DCALLERS	holds	a consumer forgets to while it moves, and its old provider leaves
	callbacks-both-forget	quick	-DBOTH_FORGET -DCALLERS	holds	both forget to while the consumer moves
	callbacks-forgotten	quick	-DFORGOTTEN -DCALLERS		holds	a provider forgets to while one of its consumers unregisters
	callbacks-two-forgotten	quick	-DTWO_FORGOTTEN -DCALLERS	holds	a module forgets two providers while a consumer of the second unregisters
	callbacks-forgotten-leaving	quick	-DFORGOTTEN_LEAVING	holds	a provider's exit returns while another task unregisters it
	callbacks-forgotten-dying	quick	-DFORGOTTEN_DYING	holds	a consumer's does while it moves
	callbacks-attach-fails	quick	-DATTACH_FAILS -DCALLERS	holds	attach fails, on both providers perhaps, and the better one may go
	callbacks-wait-on-second	quick	-DEACH_OTHER -DWAIT_ON_SECOND_UNREGISTER	stuck	a second unregister waits for the first
	callbacks-ordered-queue	quick	-DATTACH_UNREGISTERS -DONE_ORDERED_QUEUE	stuck	settle and retire of everybody on one ordered queue
	callbacks-drain-behind	quick	-DATTACH_UNREGISTERS -DDRAIN_BEHIND_CALLBACKS	stuck	the drain waits until no callback runs, as on a queue with them it may
	callbacks-claim-all	quick	-DTWO_LEAVE -DCLAIM_ALL		stuck	a leave takes the callback slots of all its consumers at once
	callbacks-no-edeadlk	quick	-DOWN -DNO_EDEADLK		stuck	a callback may unregister its own consumer
	callbacks-no-publish-recheck	quick	-DTWO_LEAVE -DPUBLISH_WITHOUT_RECHECK	stuck	settle publishes a link to a provider that began to leave
	callbacks-owned-sets	quick	-DSIBLING -DOWNED_SETS		stuck	a retired link may be detached only by who retired it: it waits for itself
	callbacks-owned-sets-abba	quick	-DSIBLING_ATTACH -DOWNED_SETS	stuck	a retired link may be detached only by who retired it: two wait for each other
	callbacks-no-slot	quick	-DTWO_LEAVE -DNO_CALLBACK_SLOT	overlap	no callback slot is taken
	callbacks-going-provider	quick	-DEACH_OTHER -DGOING_FORGETS_LEAVING	gone	GOING does not wait for a provider that another task unregisters
	callbacks-going-consumer	quick	-DCONSUMER_LEAVES -DGOING_FORGETS_LEAVING	gone	GOING does not wait for a consumer that another task unregisters
	callbacks-leaving-unwatched	quick	-DPROVIDER_FORGETS -DLEAVING_UNWATCHED	gone	a provider that goes drains a link whose leaving is running
	callbacks-no-slot-wait	quick	-DPROVIDER_FORGETS -DNO_SLOT_WAIT	gone	a provider that goes does not wait for attach and detach
	callbacks-no-drain-wait	quick	-DPROVIDER_FORGETS -DCALLERS -DNO_DRAIN_WAIT	gone	it gives up its links before they are drained
	callbacks-late-abandon	quick	-DFORGOTTEN -DCALLERS -DLATE_ABANDON	gone	it gives them up when all are drained: detach is begun through one of them
	callbacks-one-by-one	quick	-DTWO_FORGOTTEN -DCALLERS -DONE_BY_ONE	gone	a module's second provider is withdrawn when the first is gone
	callbacks-withdrawn-told	quick	-DFORGOTTEN -DWITHDRAWN_TOLD	gone	leaving is called although the provider is withdrawn
	callbacks-undo-alive	quick	-DPROVIDER_FORGETS -DUNDO_ALIVE	gone	an attach is undone through a provider that was withdrawn meanwhile
	callbacks-limbo-begun	quick	-DPROVIDER_FORGETS -DLIMBO_BEGUN	gone	attach is begun on a provider whose exit may have returned
	callbacks-limbo-user	quick	-DCONSUMER_FORGETS -DLIMBO_BEGUN	gone	attach is begun for a consumer whose exit may have returned
	callbacks-dead-taken	quick	-DCONSUMER_FORGETS -DDEAD_TAKEN	gone	the link of a consumer that is gone is taken, without the callback slot, while its leaving runs
	callbacks-dead-called	quick	-DCONSUMER_FORGETS -DDEAD_CALLED	gone	callbacks are begun of a consumer that is gone
	callbacks-no-callback-wait	quick	-DCONSUMER_FORGETS -DNO_CALLBACK_WAIT	gone	a consumer that goes does not wait for the callback that runs
	callbacks-no-kick	quick	-DATTACH_FAILS -DNO_KICK	unserved	nobody looks again when a provider has gone
	callbacks-broken-blocks	quick	-DATTACH_FAILS -DBROKEN_BLOCKS	unserved	a provider on which attach fails keeps a consumer from the next
	END
}

# What pan says to each way to fail.
says() {
	case $1 in
	freed)	echo 'assertion violated !(\(gone\|closed\)\[' ;;
	mixed)	echo 'assertion violated (o==p)' ;;
	stuck)	echo '\(invalid end state\|assertion violated ( !(running\[.\])&& !(cb_task\)' ;;
	overlap) echo 'assertion violated !(running\[' ;;
	gone)	echo 'assertion violated ((\(provider\|client\)\[' ;;
	unserved) echo 'assertion violated (cur\[.\]!=4)' ;;
	*)	die "no such result: $1" ;;
	esac
}

# verdict EXPECTED: whether pan.out is what was expected, and in which words
verdict() {
	states=$(awk '/states, stored/ { print $1; exit }' pan.out)
	error=$(sed -n 's/^pan:1: //p' pan.out | tr -s ' ' | head -n 1)
	case $1 in
	holds|sampled)
		if [ -n "$error" ]; then
			echo "fails: $error"
			return 1
		elif ! grep -q 'errors: 0$' pan.out; then
			echo 'undecided: killed, or out of memory'
			return 1
		elif grep -q -e 'Search not completed' -e 'max search depth' pan.out; then
			echo 'undecided: truncated by depth or memory'
			return 1
		fi
		echo "$1 ($states states)" ;;
	*)
		echo "fails: ${error:-no error found} (${states:-0} states)"
		echo "$error" | grep -q "^$(says "$1")" ;;
	esac
}

build() {
	search=-DCOLLAPSE
	[ "$expected" != sampled ] || search=-DBITSTATE
	# shellcheck disable=SC2086 # several flags
	spin -a $flags "$here/${name%%-*}.pml" >build.out 2>&1 &&
		${CC:-gcc} $optimize -w -DSAFETY -DVECTORSZ=2048 "-DMEMLIM=$memory" $search -o pan pan.c >>build.out 2>&1
}

# One row in a directory of its own, the result in one line. After a failure that
# was not expected "spin -t -p -k NAME.pml.trail FLAGS NAME.pml" there tells the story.
check() {
	rows | awk -F '\t' -v name="$1" '$1 == name' >"$out/$1.row"
	IFS='	' read -r name when flags expected what <"$out/$1.row" || die "no row is called $1"
	rm -rf "${out:?}/$name"
	mkdir "$out/$name"
	cd "$out/$name"
	memory=900 seconds=900 hash=24 optimize=-O0	# of what fails gcc takes longest
	case $expected in
	holds)	optimize=-O1 ;;
	sampled) hash=33 ;;			# bits: 1 GB
	esac
	[ "$when" = quick ] || memory=8000 seconds=3600 optimize=-O2
	if ! build; then
		echo "not ok - $name: does not build: $what"
	elif prlimit --cpu="$seconds" ./pan -n -m100000 "-w$hash" >pan.out 2>&1; words=$(verdict "$expected"); then
		echo "ok - $name: $words: $what"
	else
		echo "not ok - $name: $words: $what"
	fi >"$out/$name.result"
}

# Check the rows whose names are on stdin, and print KTAP in their order.
check_all() {
	mkdir -p "$out"
	cat >"$out/names"
	rm -f "$out"/*.result
	xargs -P "$jobs" -n 1 "$0" row <"$out/names" || :
	echo 'KTAP version 1'
	echo "1..$(wc -l <"$out/names")"
	n=0 bad=0
	while read -r name; do
		n=$((n + 1))
		result=$(cat "$out/$name.result" 2>/dev/null) || result="not ok - $name: no result"
		case $result in
		ok*)	echo "ok $n${result#ok}" ;;
		*)	echo "not ok $n${result#not ok}"; bad=1 ;;
		esac
	done <"$out/names"
	return $bad
}

case ${1-quick} in
quick)	rows | awk -F '\t' '$2 == "quick" { print $1 }' | check_all ;;
full)	rows | cut -f 1 | check_all ;;
list)	rows | awk -F '\t' -v OFS='\t' '$4 != "holds" && $4 != "sampled" { print $1, $5 }' ;;
one)	echo "${2:?which row}" | check_all ;;
row)	check "$2" ;;
*)	die "what is '$1'? quick, full, list or one NAME" ;;
esac
