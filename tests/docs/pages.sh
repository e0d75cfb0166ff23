# SPDX-License-Identifier: GPL-2.0-only
# The pages whose code is checked, and functions for their blocks; to be sourced after
# lib.sh by a POSIX shell that sets $top, $work and $dev.
# shellcheck shell=sh disable=SC2154

# One per line. Authors also copy examples from the comments of headers.
pages() {
	(cd "$top" && ls README.md Documentation/*.rst clients/*/README.md include/linux/broker/*.h)
}

# The set that a page's files belong to: the pages of Documentation share one folder, as a reader would.
set_of() {
	case $1 in
	README.md) echo readme ;;
	clients/*) page=${1#clients/}; echo "${page%%/*}" ;;
	*) echo "${1%%/*}" ;;
	esac
}

# Write the blocks of all pages to a folder, one line for each to its file "list", and to
# "titles" with a tab between: SET, TITLE and file. extract FOLDER
extract() {
	rm -rf "$1"
	mkdir -p "$1"
	pages | while read -r page; do
		mkdir -p "$1/$page"
		awk -v out="$1/$page" -f "$top/tests/docs/blocks.awk" "$top/$page" |
			sed "s,^,$page ,"
	done >"$1/list"
	while read -r page lang line; do
		file=$1/$page/$line.$lang
		set=$(set_of "$page")
		printf '%s\t%s\t%s\n' "$set" "$(title "$file")" "$file"
	done <"$1/list" >"$1/titles"
}

# The title in the first line of a block: the name of a file, or "part of FILE".
title() { sed -n '1s,^[ 	]*\(/\*\|//\|#\) *\(.*[^ */]\)[ */]*$,\2,p' "$1"; }

# Translates a path on the reader's machine into ours.
here() { sed "s,/usr/local/share/broker,$dev,g"; }

# The blocks of one file, put together: whole SET FILE
whole() {
	awk -F '\t' -v set="$1" -v title="$2" '$1 == set && $2 == title { print $3 }' "$work/blocks/titles" |
		xargs -r cat | here
}

# An unchanged file keeps its date, so that make has nothing to do: keep FILE
keep() {
	mkdir -p "${1%/*}"
	cat >"$1.new"
	if cmp -s "$1.new" "$1"; then
		rm "$1.new"
	else
		mv "$1.new" "$1"
	fi
}
