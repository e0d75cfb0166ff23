#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Break the broker on purpose, one line at a time, and check that the test that
# the table names notices. Ends with "mutations: N caught, N survived".
#	run.sh [NAME...]

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
release=$(releases | tail -n 1)
work=$top/build/mutations
mkdir -p "$work"

# The output of a test goes to a file; the reason to stop does not.
exec 3>&2
die() { printf '%s: %s\n' "${0##*/}" "$1" >&3; exit 1; }

# The rows; the fields of a row are separated by " | ".
rows() { grep -v '^#' "$here/table"; }
field() { printf '%s\n' "$row" | awk -F ' [|] ' -v n="$1" '{ print $n }'; }

# The sed script is the text between the file and the last field, because it may
# contain "||".
script() { printf '%s\n' "$row" | sed 's/^[^|]* | [^|]* | [^|]* | //; s/ | [^|]*$//'; }

# A copy of the tree with the line broken. It keeps the objects that were built for the previous row.
mutate() {
	mkdir -p "$work/tree"
	(cd "$top" && git ls-files -z | cpio -0pdu --quiet build/mutations/tree)
	sed "$(script)" "$top/$(field 3)" >"$work/mutated"
	! cmp -s "$work/mutated" "$top/$(field 3)" || die "$(field 1): nothing to break in $(field 3)"
	cp "$work/mutated" "$work/tree/$(field 3)"
}

# The other modules do not depend on the sources in broker/: they are built once, and built again
# after a row that has changed files that they include.
build_scenarios() {	# SCENARIO
	only=
	case $1:$(field 3) in
	kunit-*) whole= ;;
	*:broker/handshake/*) whole= ;;
	*:broker/*) only=$whole whole=broker ;;
	*) whole= ;;
	esac
	[ -n "$only" ] || rm -rf "$work/tree/build/modules"
	"$work/tree/tests/vm/build.sh" "$release" "$work/tree/build/modules" $only || return
	[ -n "$only" ] || "$work/tree/tests/kunit/build.sh" "$release" "$work/tree/build/modules"
}

# Exit 0 if the test failed, that is, the break was noticed. A break that does not
# build is not caught.
notices() {
	case $1 in
	model)
		"$top/tests/model/run.sh" one "$2" ;;
	scenario)
		mutate
		build_scenarios "$2" >"$work/build.log" 2>&1 || { cat "$work/build.log"; die "$name does not build"; }
		rm -f "$work/log/results.ktap"
		! VM_GRACE=60 "$work/tree/tests/vm/run.sh" "$release" "$work/tree/build/modules" "$work/log" "$2" ||
			return
		# The scenario itself has to fail, and not what boots it.
		grep "^not ok [0-9]* - $2 " "$work/log/results.ktap" | grep -qv '# ERROR the kernel printed nothing$' ||
			die "$name: the scenario $2 was not run" ;;
	torture)
		mutate
		"$work/tree/tests/torture/build.sh" "$release" "$work/tree/build/torture" >"$work/build.log" 2>&1 || {
			cat "$work/build.log"
			die "$name does not build"
		}
		! TORTURE_BARS=no TORTURE_CHURN=no TORTURE_MODULES="$work/tree/build/torture" \
			"$work/tree/tests/torture/run.sh" "$release" "$2" "$work/log" ;;
	*)	die "no such test: $1" ;;
	esac
}

caught=0 survived=0 whole=
rows >"$work/rows"
while read -r row; do
	name=$(field 1)
	[ $# = 0 ] || printf '%s\n' "$@" | grep -qxF "$name" || continue
	say MUTATE "$name: $(field 5 | sed 's/.* | //')"
	start=$(date +%s)
	# shellcheck disable=SC2046 # two words
	if notices $(field 2) >"$work/$name.out" 2>&1 </dev/null; then
		caught=$((caught + 1)) verdict=caught
	else
		survived=$((survived + 1)) verdict=SURVIVED
	fi
	printf '%-26s %-8s by %s after %d s\n' "$name" $verdict "$(field 2)" $(($(date +%s) - start))
done <"$work/rows"
echo "mutations: $caught caught, $survived survived"
[ $survived = 0 ] && [ $caught -gt 0 ]
