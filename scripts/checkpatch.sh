#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: checkpatch.sh FILE...
# Runs the kernel's checkpatch.pl --strict, and prints its findings except those
# that scripts/checkpatch-exceptions lists, and the entries of this list that
# match nothing. Fails if there is something to print. FILE is relative to the
# current directory, the top of the tree. The findings in a file are kept until the file
# or checkpatch.pl changes, because all files take minutes.

set -eu
. "$(dirname "$0")/lib.sh"

exceptions=$(dirname "$0")/checkpatch-exceptions
checkpatch=$("$(dirname "$0")/source.sh" 6.12)/scripts/checkpatch.pl
work=$(mktemp -d)
# checkpatch.pl leaves a list of identifiers behind.
trap 'rm -rf "$work" .checkpatch-camelcase.*' EXIT

# matches FILE TYPE PATTERN TYPE
matches() {
	# shellcheck disable=SC2254 # it is a pattern
	case $1 in
	$3)	[ "$2" = "$4" ] ;;
	*)	false ;;
	esac
}

excused() {
	while read -r excused_file excused_type _; do
		matches "$1" "$2" "$excused_file" "$excused_type" && return
	done <"$work/exceptions"
	return 1
}

used() {
	while read -r found_file found_type; do
		matches "$found_file" "$found_type" "$1" "$2" && return
	done <"$work/kinds"
	return 1
}

# Writes the findings in FILE to FINDINGS: look FILE FINDINGS
# checkpatch.pl exits with 1 if it finds something. If it was killed, its findings are incomplete.
look() {
	status=0
	perl "$checkpatch" --strict --no-tree --terse --show-types --no-summary -f "$1" >"$2" || status=$?
	case $status in
	0)	;;
	1)	[ -s "$2" ] || die "$1: checkpatch.pl does not run" ;;
	*)	die "$1: checkpatch.pl ends with $status" ;;
	esac
}

grep -v -e '^#' -e '^$' "$exceptions" >"$work/exceptions"
for file; do
	# The path of checkpatch.pl has its package's version.
	digest=$({ echo "$checkpatch $file"; cat "$0" "$file"; } | sha256sum)
	findings=$cache/checkpatch/${digest%% *}
	made "$findings" look "$file" || exit
	cat "$findings"
done >"$work/found"

# A finding is FILE:LINE: LEVEL:TYPE: TEXT
sed 's/^\([^:]*\):[^:]*: [A-Z]*:\([A-Z_]*\): .*/\1 \2/' "$work/found" | sort -u >"$work/kinds"

while read -r file type; do
	excused "$file" "$type" || grep -e "^$file:.*:$type: " "$work/found" || :
done <"$work/kinds" >"$work/report"
while read -r pattern type _; do
	used "$pattern" "$type" ||
		echo "$exceptions: nothing matches $pattern $type"
done <"$work/exceptions" >>"$work/report"

cat "$work/report"
[ ! -s "$work/report" ]
