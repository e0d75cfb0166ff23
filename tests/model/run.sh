#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Check the models with spin, and that each mutation of them fails; prints KTAP. A result is
# kept, and the search is not repeated until the model, the row, spin, the compiler or this
# script changes.
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
#   stuck     a state that no process can leave
#   overlap   two callbacks of one consumer at a time
#   gone      a callback or a call into an unregistered or unloaded module
#   unserved  a consumer without a link that could have one
#   ends      a search for cycles: the drain ends, whatever the order of events
#   endless   the drain may go on for ever
#   lost      a call finds its callbacks revoked
#   unclosed  a link ends with an object open that an attach hook has opened
#   reused    a slot is given back with a bracket in it
#   untold    an event that neither enters nor is seen by ready
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
	guard-tso-requests	quick	-DTSO -DREQUESTS -DREADERS=1 -DPROVIDERS=3	holds	x86, a request that ends on another CPU
	guard-tso-requests-two	full	-DTSO -DREQUESTS		holds	x86, the same beside another reader
	guard-weak-requests	quick	-DWEAK -DREQUESTS -DREADERS=1 -DPROVIDERS=3	holds	weak ordering, the same
	guard-tso-request-uncounted	quick	-DTSO -DREQUESTS -DREQUEST_UNCOUNTED -DREADERS=1	freed	requests are not waited for
	guard-tso-request-late	quick	-DTSO -DREQUESTS -DREQUEST_LATE -DREADERS=1	freed	a request is started when the call has left
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
	peer-tso		quick	-DTSO				holds	x86
	peer-tso-links		quick	-DTSO -DPROVIDERS=3		holds	x86, three links in one slot
	peer-tso-calls		quick	-DTSO -DCALLS=2			holds	x86, two events each
	peer-tso-migrate	quick	-DTSO -DMIGRATE			holds	x86, tasks move between CPUs
	peer-weak		quick	-DWEAK				holds	weak ordering
	peer-weak-links		quick	-DWEAK -DPROVIDERS=3		holds	weak ordering, three links in one slot
	peer-weak-calls		full	-DWEAK -DPROVIDERS=3 -DCALLS=2	holds	weak ordering, three links in one slot, two events each
	peer-weak-migrate	quick	-DWEAK -DMIGRATE		holds	weak ordering, tasks move between CPUs
	peer-tso-events		quick	-DTSO -DPROVIDERS=1 -DENDLESS	ends	x86, events go on for ever after the revocation
	peer-weak-events	quick	-DWEAK -DPROVIDERS=1 -DENDLESS	ends	weak ordering, events go on for ever after the revocation
	peer-tso-no-look	quick	-DTSO -DNO_LOOK			holds	enter counts before it has looked once: safe
	peer-tso-no-look-events	quick	-DTSO -DPROVIDERS=1 -DREADERS=1 -DENDLESS -DNO_LOOK	endless	but events after the revocation keep the sums unequal for ever
	peer-tso-no-key		quick	-DTSO -DNO_KEY			mixed	enter looks whether the end is open, and not to whom
	peer-tso-no-recheck	quick	-DTSO -DNO_RECHECK		freed	enter does not look again after it counted itself in
	peer-tso-no-gp		quick	-DTSO -DNO_GP			freed	no grace period
	peer-weak-gp-before	quick	-DWEAK -DNO_GP -DGP_BEFORE	freed	the grace period before the sums: what a callback did may come after its left
	peer-tso-wrong-order	quick	-DTSO -DWRONG_ORDER		freed	entered summed before left
	peer-tso-no-drain	quick	-DTSO -DNO_DRAIN		freed	detach without waiting for who is inside
	peer-weak-no-acquire	quick	-DWEAK -DNO_ACQUIRE		mixed	the second look is no acquire: the first one orders nothing
	peer-weak-plain-store	quick	-DWEAK -DPLAIN_STORE		mixed	the key is handed out with a plain store
	link-all		quick	-DBY_HAND -DEVENTS=0		holds	each side stays, unregisters or forgets to; an administrator detaches
	link-events		quick	-DEVENTS=1			holds	and the provider has news of its own
	link-bare		quick	-DBARE -DEVENTS=0		holds	the same without leaving and stop hooks
	link-bare-events	full	-DBARE -DBY_HAND		holds	the same with an administrator and news
	link-no-stop-hook	quick	-DNO_STOP -DEVENTS=0			holds	the consumer has no stop hook: detach closes, and is not called back
	link-holds		quick	-DHOLDS -DNO_SLEEP		holds	with brackets that end elsewhere
	link-holds-parked	quick	-DHOLDS -DHELD_ON -DNO_SLEEP -DEVENTS=0	holds	detach does not end them: the memory is parked
	link-exit-early		quick	-DEXIT_EARLY -DFORGETS=9 -DEVENTS=0	holds	a module's exit returns while another task unregisters
	link-two-consumers-bare	full	-DNC=2 -DPLAIN -DBARE -DEVENTS=0 -DCALLS=0 -DFORGETS=9	holds	two consumers of one provider, without leaving and stop hooks
	link-two-consumers	full	-DNC=2 -DPLAIN -DNO_SLEEP -DEVENTS=0 -DCALLS=0 -DFORGETS=9	holds	two consumers of one provider
	link-move		quick	-DNP=2 -DPLAIN -DNO_SLEEP -DEVENTS=0 -DCALLS=0 -DFORGETS=9	holds	a consumer moves between two providers
	link-move-keyed		quick	-DNP=2 -DKEYED -DPLAIN -DNO_SLEEP -DEVENTS=0 -DCALLS=0 -DFORGETS=9	holds	a consumer that keeps its links has both until ready has returned
	link-move-keyed-forgets	full	-DNP=2 -DKEYED -DPLAIN -DNO_SLEEP -DEVENTS=0 -DCALLS=0	holds	the same, and each side may forget to unregister
	link-move-forgets	full	-DNP=2 -DPLAIN -DNO_SLEEP -DEVENTS=0 -DCALLS=0	holds	the same, and each side may forget to unregister
	link-undo-unpublished	quick	-DUNDO_UNPUBLISHED -DEVENTS=0		holds	an attach is undone without callbacks: one path more, and no fault
	link-no-drain		quick	-DNO_DRAIN -DFORGETS=9		freed	calls are not waited for
	link-no-peer-drain	quick	-DNO_PEER_DRAIN			freed	callbacks are not waited for
	link-calls-untold	quick	-DCALLS_UNTOLD			stuck	calls are drained before consumer.leaving, which wakes those who sleep in them
	link-callbacks-untold	quick	-DCALLBACKS_UNTOLD		stuck	callbacks are drained before provider.leaving
	link-detach-called	quick	-DBARE -DDETACH_WITH_CALLBACKS	freed	callbacks are revoked after detach, which frees what they use
	link-waits-to-be-told	quick	-DWAITS_TO_BE_TOLD		stuck	close waits until the consumer was called
	link-both-at-once	quick	-DBOTH_AT_ONCE -DNO_SLEEP	lost	both ends are revoked at once, as if one side were withdrawn
	link-both-at-once-holds	quick	-DBOTH_AT_ONCE -DHOLDS		stuck	a bracket that a callback ends waits for a revoked end
	link-one-pass		quick	-DONE_PASS -DBY_HAND		stuck	a task that waits takes what is due in each phase once
	link-calls-first	quick	-DCALLS_FIRST			lost	calls are published before callbacks
	link-callbacks-first	quick	-DCALLBACKS_FIRST		stuck	both are published, in two critical sections
	link-no-look-between	quick	-DNO_LOOK_BETWEEN		gone	nobody looks between the two attach hooks
	link-no-last-look	quick	-DNO_LAST_LOOK			stuck	nor after them
	link-no-release		quick	-DNO_RELEASE			unclosed	the consumer's attach fails, and the provider's is not undone
	link-undo-told		quick	-DUNDO_TOLD			gone	an attach is undone as if no side were withdrawn
	link-ready-no-slot	quick	-DREADY_WITHOUT_SLOT		overlap	the hook slot is given back before ready
	link-dead-no-slot	quick	-DDEAD_WITHOUT_SLOT -DFORGETS=0	overlap	the hook slot of a withdrawn consumer is not taken
	link-abandoned-in-ready	quick	-DABANDONED_IN_READY		gone	a link is abandoned while ready is called for it
	link-withdrawn-told	quick	-DWITHDRAWN_TOLD		gone	hooks that were due are called for a withdrawn side
	link-limbo		quick	-DLIMBO_BEGUN			gone	attach is begun for a module whose exit may have returned
	link-going-consumer-drain	quick	-DGOING_NO_DRAIN -DFORGETS=0	gone	a consumer that goes does not wait for who is inside
	link-going-consumer-back	quick	-DGOING_NO_PEER_DRAIN -DFORGETS=0	gone	nor for who is inside callbacks
	link-going-consumer-hook	quick	-DGOING_NO_HOOK -DFORGETS=0	gone	nor for its hooks
	link-going-provider-drain	quick	-DGOING_NO_DRAIN -DFORGETS=1	gone	a provider that goes does not wait for who is inside
	link-going-provider-back	quick	-DGOING_NO_PEER_DRAIN -DFORGETS=1	gone	nor for who is inside callbacks
	link-going-provider-hook	quick	-DGOING_NO_HOOK -DFORGETS=1	gone	nor for hooks
	link-going-consumer-holds	quick	-DHOLDS -DHOLDS_WAITED -DFORGETS=0	stuck	a consumer that goes waits for brackets that end elsewhere
	link-going-provider-holds	quick	-DHOLDS -DHOLDS_WAITED -DFORGETS=1	stuck	a provider that goes does
	link-no-parking		quick	-DHOLDS -DHELD_ON -DNO_PARKING	reused	memory with a bracket in it serves another link
	ready-both		quick	-DBROKER_MB -DCLIENT_MB		holds	an event comes while a link is published
	ready-no-mb		quick	-DCLIENT_MB			untold	the broker has no barrier before ready
	ready-no-client-mb	quick	-DBROKER_MB			untold	the client has none between its note and its look
	fate-two		quick	-DFORGETS			holds	two modules that use each other go, and may forget to unregister
	fate-self		quick	-DFORGETS -DSELF		holds	so does one that consumes what it provides
	fate-two-wait		quick	-DWAIT_FATE			stuck	a hook that calls a module that is going waits until its fate is known
	fate-self-wait		quick	-DWAIT_FATE -DSELF		stuck	so it does in a module that consumes what it provides
	END
}

# The message of pan for each way to fail.
says() {
	case $1 in
	freed)	echo 'assertion violated !(\(gone\|closed\)\[' ;;
	mixed)	echo 'assertion violated (*o==p)' ;;
	stuck)	echo '\(invalid end state\|assertion violated ( !(running\[.\])&& !(cb_task\)' ;;
	overlap) echo 'assertion violated !(running\[' ;;
	gone)	echo 'assertion violated \(((\(provider\|client\)\|!(\(unloaded\|withdrawn\|exited\)\)\[' ;;
	unserved) echo 'assertion violated (cur\[.\]!=4)' ;;
	endless) echo 'non-progress cycle' ;;
	lost)	echo 'assertion violated (withdrawn\[' ;;
	unclosed) echo 'assertion violated (closed\[' ;;
	untold)	echo 'assertion violated (told||seen)' ;;
	reused)	echo 'assertion violated !(held\[' ;;
	*)	die "no such result: $1" ;;
	esac
}

# verdict EXPECTED: prints the result in pan.out, and fails unless it is the expected one
verdict() {
	states=$(awk '/states, stored/ { print $1; exit }' pan.out)
	error=$(sed -n 's/^pan:1: //p' pan.out | tr -s ' ' | head -n 1)
	case $1 in
	holds|sampled|ends)
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
	# shellcheck disable=SC2086 # several flags
	spin -a $flags "$here/${name%%-*}.pml" >build.out 2>&1 &&
		${CC:-gcc} $optimize -w -DVECTORSZ=2048 "-DMEMLIM=$memory" $search -o pan pan.c >>build.out 2>&1
}

# A model without its comments, for the checksum.
code_of_model() { perl -0pe 's,/\*.*?\*/|//[^\n]*,,gs' "$1"; }

# One row in a directory of its own, the result in one line. After an unexpected failure
# "spin -t -p -k NAME.pml.trail FLAGS NAME.pml" there prints the failing run.
check() {
	rows | awk -F '\t' -v name="$1" '$1 == name' >"$out/$1.row"
	IFS='	' read -r name when flags expected what <"$out/$1.row" || die "no row is called $1"
	digest=$({ cat "$out/$name.row"; code_of_model "$here/${name%%-*}.pml"; code_of "$0"; spin -V; ${CC:-gcc} --version; } | sha256sum)
	kept=$cache/model/${digest%% *}
	if [ -e "$kept" ]; then
		cp "$kept" "$out/$name.result"
		: >"$out/$name.kept"
		return
	fi
	rm -rf "${out:?}/$name"
	mkdir "$out/$name"
	cd "$out/$name"
	memory=900 seconds=900 hash=24 optimize=-O0	# of what fails gcc takes longest
	search='-DSAFETY -DCOLLAPSE' cycles=
	case $expected in
	holds)	optimize=-O1 ;;
	sampled) hash=33 search='-DSAFETY -DBITSTATE' ;;	# bits: 1 GB
	ends|endless) search='-DNP -DNFAIR=4 -DCOLLAPSE' cycles='-l -f' ;;	# of fair schedules
	esac
	[ "$when" = quick ] || memory=8000 seconds=3600 optimize=-O2
	# shellcheck disable=SC2086 # several flags
	if ! build; then
		echo "not ok - $name: does not build: $what"
	elif prlimit --cpu="$seconds" ./pan -n $cycles -m100000 "-w$hash" >pan.out 2>&1; words=$(verdict "$expected"); then
		echo "ok - $name: $words: $what"
	else
		echo "not ok - $name: $words: $what"
	fi >"$out/$name.result"
	! grep -q '^ok' "$out/$name.result" || made "$kept" cp "$out/$name.result"
}

# Check the rows whose names are on stdin, and print KTAP in their order.
check_all() {
	mkdir -p "$out"
	cat >"$out/names"
	rm -f "$out"/*.result "$out"/*.kept
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
	echo "# $(find "$out" -name '*.kept' | wc -l) of these were shown before, of the same model"
	return $bad
}

case ${1-quick} in
quick)	rows | awk -F '\t' '$2 == "quick" { print $1 }' | check_all ;;
full)	rows | cut -f 1 | check_all ;;
list)	rows | awk -F '\t' -v OFS='\t' '$4 !~ /^(holds|sampled|ends)$/ { print $1, $5 }' ;;
one)	echo "${2:?which row}" | check_all ;;
row)	check "$2" ;;
*)	die "what is '$1'? quick, full, list or one NAME" ;;
esac
