#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Test ktap.awk, as KTAP: inputs, and the last line and exit status each must give.

set -eu
awk=$(dirname "$0")/ktap.awk
number=0 failed=0

# counts WHAT LAST_LINE, with the input on stdin
counts() {
	got=$(${AWK:-awk} -f "$awk") && status=0 || status=$?
	case $2 in *' 0 failed'*) expected=0 ;; *) expected=1 ;; esac
	if [ "$(printf '%s\n' "$got" | tail -n 1)" != "$2" ] || [ "$status" != $expected ]; then
		printf '%s\n' "expected $2 (exit $expected), got (exit $status):" "$got" | sed 's/^/# /'
		printf 'not '
		failed=1
	fi
	number=$((number + 1))
	echo "ok $number $1"
}

echo 'KTAP version 1'
counts 'all pass' '2 passed, 0 failed, 0 skipped' <<EOF
KTAP version 1
1..2
# a remark
ok 1 - one - What it shows.
ok 2 two
EOF

counts 'one fails, one is skipped' '1 passed, 1 failed, 1 skipped' <<EOF
KTAP version 1
1..3
ok 1 one
not ok 2 two # ERROR for a reason
ok 3 three # SKIP nothing to do
EOF

counts 'a plan at the end' '1 passed, 0 failed, 0 skipped' <<EOF
TAP version 13
ok 1 one
1..1
EOF

counts 'only leaves count' '3 passed, 0 failed, 0 skipped' <<EOF
KTAP version 1
1..2
  KTAP version 1
  1..2
  ok 1 a
  ok 2 b
ok 1 suite
ok 2 alone
EOF

counts 'a failing leaf counts once' '1 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..1
    KTAP version 1
    # Subtest: suite
    1..2
    ok 1 a
    # b: EXPECTATION FAILED
    not ok 2 b
not ok 1 suite
EOF

counts 'a parent that fails by itself' '1 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..1
  KTAP version 1
  1..1
  ok 1 a
not ok 1 suite # ERROR left behind: m
EOF

counts 'a parent that hides its failing leaf' '0 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..1
  KTAP version 1
  1..1
  not ok 1 a
ok 1 suite
EOF

counts 'KUnit parameters, three deep' '3 passed, 0 failed, 1 skipped' <<EOF
KTAP version 1
1..1
    KTAP version 1
    # Subtest: suite
    1..2
    ok 1 plain
        KTAP version 1
        # Subtest: with_parameters
        ok 1 red
        ok 2 green
        ok 3 blue # SKIP not today
    # with_parameters: pass:2 fail:0 skip:1 total:3
    ok 2 with_parameters
# suite: pass:2 fail:0 skip:0 total:2
ok 1 suite
EOF

counts 'two subtests of one parent' '2 passed, 0 failed, 0 skipped' <<EOF
KTAP version 1
1..1
  KTAP version 1
  1..1
  ok 1 a
  KTAP version 1
  1..1
  ok 1 b
ok 1 both
EOF

counts 'two documents' '2 passed, 0 failed, 0 skipped' <<EOF
KTAP version 1
1..1
ok 1 here
KTAP version 1
1..1
ok 1 there
EOF

counts 'a document cut short' '1 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..2
ok 1 one
EOF

counts 'more than planned' '2 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..1
ok 1 one
ok 2 two
EOF

counts 'a subtest cut short, its parent ok' '1 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..1
  KTAP version 1
  1..3
  ok 1 a
ok 1 suite
EOF

counts 'cut within a subtest' '1 passed, 2 failed, 0 skipped' <<EOF
KTAP version 1
1..1
  KTAP version 1
  1..3
  ok 1 a
EOF

counts 'no plan' '1 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
ok 1 one
EOF

counts 'a suite without a plan' '1 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..1
    KTAP version 1
    # Subtest: suite
    ok 1 a
ok 1 suite
EOF

counts 'a plan of none' '0 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..0
EOF

counts 'a number left out' '2 passed, 1 failed, 0 skipped' <<EOF
KTAP version 1
1..2
ok 1 one
ok 3 three
EOF

counts 'a result outside of any block' '1 passed, 1 failed, 0 skipped' <<EOF
not ok 1 stray
KTAP version 1
1..1
ok 1 one
EOF

counts 'no KTAP' '0 passed, 1 failed, 0 skipped' <<EOF
Segmentation fault
EOF

counts 'nothing' '0 passed, 1 failed, 0 skipped' </dev/null

echo "1..$number"
exit $failed
