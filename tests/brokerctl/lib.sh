# SPDX-License-Identifier: GPL-2.0-only
# Functions that the tests of brokerctl share; to be sourced by a POSIX shell after
# scripts/lib.sh. $modules, $release and $work are set.
# shellcheck shell=sh disable=SC2034,SC2154

number=0 failed=0

# result WHAT FINDING: passes if there is nothing to be found
result() {
	number=$((number + 1))
	[ -z "$2" ] || { printf '%s\n' "$2" | sed 's/^/# /'; printf 'not '; failed=1; }
	echo "ok $number $1"
}

# Run it: $status, $work/out, $work/err
brokerctl() {
	status=0
	"$top/build/brokerctl/brokerctl" "$@" >"$work/out" 2>"$work/err" || status=$?
}

# Every answer is printed as text and as JSON, which must agree: judge ARGUMENT...
judge() {
	brokerctl check "$@"
	text_status=$status
	mv "$work/out" "$work/text"
	brokerctl -j check "$@"
	mv "$work/out" "$work/json"
	[ $status = $text_status ] || result "text and JSON end alike" "$text_status, $status: $*"
	jq -r -f "$here/text.jq" "$work/json" | diff - "$work/text" >"$work/diff" ||
		result "text and JSON say the same" "$* $(cat "$work/diff")"
	sed 's/^/# | json /' "$work/json" >>"$work/answers"
}

# answer ARGUMENT...: as text and as JSON, to be checked by expect()
answer() {
	brokerctl "$@"
	mv "$work/out" "$work/text"
	text_status=$status
	brokerctl -j "$@"
	mv "$work/out" "$work/json"
	[ "$status" = "$text_status" ] || result "text and JSON end alike" "$text_status, $status: $*"
	jq -r '.. | strings' "$work/json" |
		awk 'FNR == NR { text = text $0 "\n"; next } $0 != "" && !index(text, $0)' "$work/text" - \
			>"$work/diff"
	[ ! -s "$work/diff" ] || result "text has what JSON has" "$* $(cat "$work/diff")"
	sed 's/^/# | json /' "$work/json" >>"$work/answers"
}

# The output of jq for the last answer; without -e, because null is an answer.
json() { jq -r "$1" "$work/json"; }

# expect WHAT STATUS [FILTER EXPECTED]...: of the last answer
expect() {
	what=$1 expected=$2
	shift 2
	finding=
	[ "$status" = "$expected" ] || finding="exit code $status, expected $expected
$(cat "$work/err" "$work/text")"
	while [ $# -gt 0 ]; do
		got=$(json "$1") || got='no JSON'
		[ "$got" = "$2" ] || finding="$finding
$1: $got
expected: $2"
		shift 2
	done
	result "$what" "$finding"
}

# bad WHAT TEXT ARGUMENT...: nothing is printed but one line of why, exit code 2
bad() {
	what=$1 text=$2
	shift 2
	brokerctl check "$@"
	finding=
	[ $status = 2 ] || finding="exit code $status"
	[ ! -s "$work/out" ] || finding="$finding, prints $(head -n 1 "$work/out")"
	[ "$(wc -l <"$work/err")" = 1 ] || finding="$finding, not one line"
	grep -qF -e "$text" "$work/err" || finding="$finding, does not say: $text"
	! LC_ALL=C grep -q '[^ -~]' "$work/err" || finding="$finding, control characters"
	result "$what" "${finding:+$finding: $(cat "$work/err")}"
}
