# SPDX-License-Identifier: GPL-2.0-only
# The pages whose code is checked, and what is made of their blocks; to be sourced after
# lib.sh by a POSIX shell that sets $top, $work and $dev.
# shellcheck shell=sh disable=SC2154

# One a line. Examples in the comments of headers are copied by authors, too.
pages() {
	(cd "$top" && ls README.md Documentation/*.rst clients/*/README.md include/linux/broker/*.h)
}

# Whose files a page's are: those of Documentation share one folder, as a reader would.
set_of() {
	case $1 in
	README.md) echo readme ;;
	clients/*) dirname "$1" | sed 's,.*/,,' ;;
	*) dirname "$1" | sed 's,/.*,,' ;;
	esac
}

# Write the blocks of all pages to a folder, one line for each to its file "list":
# extract FOLDER
extract() {
	rm -rf "$1"
	mkdir -p "$1"
	pages | while read -r page; do
		mkdir -p "$1/$page"
		awk -v out="$1/$page" -f "$top/tests/docs/blocks.awk" "$top/$page" |
			sed "s,^,$page ,"
	done >"$1/list"
}

# What the first line of a block says it is: a name of a file, or "part of FILE".
title() { sed -n '1s,^[ 	]*\(/\*\|//\|#\) *\(.*[^ */]\)[ */]*$,\2,p' "$1"; }

# What a path on the reader's machine is here.
here() { sed "s,/usr/local/share/broker,$dev,g"; }

# The blocks of one file, put together: whole SET FILE
whole() {
	while read -r page lang line; do
		[ "$(set_of "$page")" = "$1" ] || continue
		[ "$(title "$work/blocks/$page/$line.$lang")" = "$2" ] || continue
		cat "$work/blocks/$page/$line.$lang"
	done <"$work/blocks/list" | here
}

# Files keep their dates if they are the same, so that make has nothing to do: keep FILE
keep() {
	mkdir -p "${1%/*}"
	cat >"$1.new"
	if cmp -s "$1.new" "$1"; then
		rm "$1.new"
	else
		mv "$1.new" "$1"
	fi
}
