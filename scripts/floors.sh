#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: floors.sh broker|brokerctl OBJECTS
# Checks which file of the broker, or of the command, uses which, by the symbols of its
# compiled files in the folder OBJECTS. A file may use files of its own room and of the
# floors below, and no two files may use each other, directly or through others. A symbol
# of the broker that is not static has the broker's prefix. The declarations of event.h do not
# count, because events are reported upwards. Nor does the generated table of the netlink family,
# which names the functions that netlink calls. Prints each violation of a rule, and fails if there
# is one.

set -eu
. "$(dirname "$0")/lib.sh"
usage="usage: ${0##*/} broker|brokerctl OBJECTS"
# The floors, the highest first, with commas between the rooms of a floor.
case ${1-} in
broker)		floors='faces verbs engine objects handshake' prefix='broker_' ;;
brokerctl)	floors='. netlink,check,contract dwarf module common handshake' prefix='.' ;;
*)		die "$usage" ;;
esac
[ -d "${2-}" ] || die "$usage"
top=$(top_dir)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# FILE TYPE SYMBOL, for each symbol of each file that has a room
for room in $(echo "$floors" | tr , ' '); do
	for object in "$2/$room"/*.o; do
		[ -e "$object" ] || die "no compiled file in $2/$room"
		file=$room/$(basename "$object" .o)
		nm "$object" | awk -v file="$file" '{ print file, $(NF - 1), $NF }'
	done
done >"$work/symbols"

awk '$2 ~ /[TDBRVW]/ { print $3, $1 }' "$work/symbols" | sort >"$work/defined"
awk '$2 == "U" && $1 !~ /-gen$/ { print $3, $1 }' "$work/symbols" | sort >"$work/used"
join -o 1.2,2.2,0 "$work/used" "$work/defined" | while read -r user used symbol; do
	grep -q "\<$symbol(" "$top/broker/event.h" || echo "$user $used $symbol"
done >"$work/uses"
[ -s "$work/uses" ] || die "$2: no file uses another"

{
	# Symbols that the kernel's macros define have two underscores or a prefix of their own.
	awk -v prefix="$prefix" '$1 !~ "^(" prefix "|__)" { print $2 ": " $1 " has no prefix" }' "$work/defined"
	awk -v floors="$floors" '
		BEGIN {
			n = split(floors, names, " ")
			for (i = 1; i <= n; i++) {
				m = split(names[i], rooms, ",")
				for (j = 1; j <= m; j++)
					floor[rooms[j]] = i
			}
		}
		{ split($1, user, "/"); split($2, used, "/") }
		user[1] == used[1] || floor[user[1]] < floor[used[1]] { next }
		{ print $1 ": uses " $3 " of " $2 ", which is " \
			(floor[user[1]] == floor[used[1]] ? "beside it" : "above") }
	' "$work/uses"
	# tsort(1) names the files of each circle.
	awk '{ print $1, $2 }' "$work/uses" | sort -u | tsort 2>&1 >/dev/null |
		sed 's/^tsort: //; s/^-: input contains a loop:$/these use each other:/'
} >"$work/report"
cat "$work/report"
[ ! -s "$work/report" ]
