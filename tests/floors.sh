#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: floors.sh
# Checks that scripts/floors.sh finds violations of its rules, and nothing else. Prints KTAP.

set -eu
. "$(dirname "$0")/../scripts/lib.sh"
floors=$(top_dir)/scripts/floors.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0 failed=0

# compiled TREE FILE FUNCTION [CALLED...]: an object with a function that calls others
compiled() {
	object=$work/$1/$2.o function=$3
	shift 3
	mkdir -p "$(dirname "$object")"
	{
		[ $# = 0 ] || printf 'void %s(void);\n' "$@"
		printf 'void %s(void)\n{\n' "$function"
		[ $# = 0 ] || printf '\t%s();\n' "$@"
		printf '}\n'
	} | ${CC:-cc} -c -x c -o "$object" -
}

# expect WHAT TREE FOUND: its output for the tree; it fails unless that is empty
expect() {
	number=$((number + 1)) status=0
	"$floors" "$2" "$work/$2" >"$work/report" 2>&1 || status=$?
	found=${3:+1}
	if [ "$(cat "$work/report")" = "$3" ] && [ $status = "${found:-0}" ]; then
		echo "ok $number $1"
	else
		echo "# ends with $status"
		sed 's/^/# /' "$work/report"
		echo "not ok $number $1"
		failed=1
	fi
}

echo 'KTAP version 1'
compiled brokerctl main main ask judge
compiled brokerctl netlink/ask ask print
compiled brokerctl check/judge judge weigh compare print
compiled brokerctl check/weigh weigh read_module
compiled brokerctl module/module read_module print
compiled brokerctl contract/dump dump read_module
compiled brokerctl dwarf/open open_types read_module
compiled brokerctl common/print print
expect 'a room that is not there is an error' brokerctl \
	"floors.sh: no compiled file in $work/brokerctl/handshake"
compiled brokerctl handshake/handshake compare
expect 'calls downwards and in a room are well' brokerctl ''
compiled brokerctl common/file read_file read_module
expect 'a call upwards is found' brokerctl \
	'common/file: uses read_module of module/module, which is above'
compiled brokerctl common/file read_file
compiled brokerctl netlink/top top judge
expect 'a call into the room beside is found' brokerctl \
	'netlink/top: uses judge of check/judge, which is beside it'
compiled brokerctl netlink/top top
compiled brokerctl check/weigh weigh remark
compiled brokerctl check/remark remark judge
expect 'a circle of three files is found' brokerctl 'these use each other:
check/judge
check/weigh
check/remark'

compiled broker faces/list broker_list broker_get
compiled broker verbs/get broker_get broker_link
compiled broker engine/link broker_link broker_table
compiled broker objects/table broker_table broker_verdict
compiled broker handshake/verdict broker_verdict
expect 'the broker has its own floors' broker ''
compiled broker objects/table broker_table broker_verdict broker_get
compiled broker handshake/words words
expect 'a symbol without a prefix is found, and a call upwards' broker \
	'handshake/words: words has no prefix
objects/table: uses broker_get of verbs/get, which is above
these use each other:
engine/link
objects/table
verbs/get'
echo "1..$number"
exit $failed
