#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: run.sh RELEASE OUTDIR
# Checks the code that the pages print. Prints KTAP, a result for each code block of README.md,
# Documentation/*.rst, clients/*/README.md and the comments of include/linux/broker:
# whole files build without a warning, parts are in the file that they name, shell
# commands run, or could run. README.md has the details.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
top=$(top_dir)
. "$top/tests/docs/pages.sh"
. "$top/tests/docs/shell.sh"

[ $# -eq 2 ] || die "usage: ${0##*/} RELEASE OUTDIR"
release=$1
work=$top/build/docs/$1
dev=$work/dev/share/broker

# The lines of a part are in the file, in the same order; a line "..." is a gap.
# Blanks do not count.
judge_part() {
	file=$top/${2#part of }
	[ -f "$file" ] || { echo "there is no file ${2#part of }"; return; }
	awk '
		{ gsub(/[ \t]+/, " "); sub(/^ /, ""); sub(/ $/, "") }
		!NF { next }
		NR == FNR { text = text "\n" $0; next }
		FNR == 1 { text = text "\n"; next }		# the title
		/^\.\.\.$/ { find(); next }
		{ chunk = chunk "\n" $0 }
		function find(    at) {
			if (chunk == "")
				return
			at = index(text, chunk "\n")
			if (!at)
				print "not in the file:" chunk
			text = substr(text, at + length(chunk))
			chunk = ""
		}
		END { find() }' "$file" "$1"
}

judge_code() {
	title=$(title "$2")
	case $title in
	part\ of\ *) judge_part "$2" "$title" ;;
	'') echo 'its first line does not name a file, nor one that it is a part of' ;;
	*) [ ! -e "$work/$1/failed" ] || cat "$work/$1/build.log" ;;
	esac
}

# The folder of a page, to run commands in: with the files that it prints, and the existing ones.
copy_of() {
	mkdir -p "$copy"
	case $1 in
	clients/*) cp -rp "$top/$(dirname "$1")/." "$copy" ;;
	esac
	while read -r set name; do
		[ "$set" != "$(set_of "$1")" ] || whole "$set" "$name" | keep "$copy/$name"
	done <"$work/files"
}

judge_page_block() {
	file=$work/blocks/$1/$3.$2
	copy=$work/copy/$(set_of "$1")
	case $2 in
	c|make) judge_code "$(set_of "$1")" "$file" ;;
	sh|console)
		copy_of "$1"
		judge_block "$top/$(dirname "$1")" "$file"
		[ "$2" = console ] || run_block "$copy" "$file"
		;;
	text) ;;
	*) echo "no language that is checked: say c, make, sh, console or text" ;;
	esac
}

make -s -C "$top/tools/brokerctl" O="$top/build/brokerctl" >&2
mkdir -p "$work"
rm -rf "$work/targets"
# Build failures are reported with their blocks.
"$top/tests/docs/build.sh" "$1" "$2" >"$work/log" 2>&1 || sed 's/^/# /' "$work/log"
mkdir -p "$work/bin"
printf '#!/bin/sh\necho %s\n' "$release" >"$work/bin/uname"
chmod +x "$work/bin/uname"

echo "KTAP version 1"
echo "1..$(wc -l <"$work/blocks/list")"
number=0 failed=0
while read -r page lang line; do
	number=$((number + 1))
	report=$(judge_page_block "$page" "$lang" "$line" </dev/null) || report=${report:-fails}
	if [ -z "$report" ]; then
		echo "ok $number $page:$line $lang"
	else
		echo "not ok $number $page:$line $lang"
		printf '%s\n' "$report" | sed 's/^/# /'
		failed=1
	fi
done <"$work/blocks/list"
exit $failed
