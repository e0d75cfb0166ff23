#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A folder of the cache is made once, by one caller at a time, and made again when the script
# that makes it has changed. Prints KTAP.

set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0 failed=0

# maker TEXT [COMMAND]: a script that puts a text into the folder, and records each time that it does
maker() {
	cat >"$work/maker.sh" <<-END
		. "$top/scripts/lib.sh"
		make() { mkdir "\$1"; echo made >>"$work/times"; echo "$1" >"\$1/text"; ${2:-:}; }
		made_by_this "$work/cache/folder" make
	END
}

# is WHAT TEXT TIMES: the text in the folder, and how often something was made
is() {
	number=$((number + 1))
	got="$(cat "$work/cache/folder/text" 2>/dev/null || :) $(wc -l <"$work/times")"
	if [ "$got" = "$2 $3" ]; then
		echo "ok $number $1"
	else
		echo "# text and times: $got"
		echo "not ok $number $1"
		failed=1
	fi
}

echo 'KTAP version 1'
maker one false
sh "$work/maker.sh" || :
is 'what fails leaves nothing' '' 1
maker one 'sleep 1'
sh "$work/maker.sh" &
sh "$work/maker.sh"
wait
is 'of two at a time one makes it' one 2
sh "$work/maker.sh"
is 'it stays' one 2
echo '	# a comment' >>"$work/maker.sh"
sh "$work/maker.sh"
is 'a comment in the script changes nothing' one 2
maker two
sh "$work/maker.sh"
is 'another version of the script makes another' two 3
maker three false
sh "$work/maker.sh" || :
is 'and if that fails, what was there stays' two 4
# Two that use made() itself: each reads a whole file, though the second begins before the first ends.
cat >"$work/lines.sh" <<-END
	. "$top/scripts/lib.sh"
	lines() { for n in 1 2 3; do echo \$n; sleep 0.2; done >"\$1"; }
	made "$work/cache/lines" lines
	cat "$work/cache/lines"
END
sh "$work/lines.sh" >"$work/first" &
sleep 0.3
sh "$work/lines.sh" >"$work/second" || echo failed >>"$work/second"
wait
cat "$work/first" "$work/second" | xargs >"$work/cache/folder/text"
is 'two callers of made() each have the whole file' '1 2 3 1 2 3' 4
echo "1..$number"
exit $failed
