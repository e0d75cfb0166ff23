#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: build.sh RELEASE OUTDIR
# Builds the examples of README.md, Documentation/ and clients/*/README.md, as printed, for
# one kernel, and variants of the README's provider for the scenarios. A block
# that begins with the name of a file is that file; blocks of one name are put together.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
top=$(top_dir)
. "$top/tests/docs/pages.sh"

[ $# -eq 2 ] || die "usage: ${0##*/} RELEASE OUTDIR"
release=$1
out=$2
build=$(build_dir "$release")
work=$top/build/docs/$release
dev=$work/dev/share/broker
built_against "$build" "$work"

# Every file that a set of pages prints: "SET FILE", once each.
files() {
	awk -F '\t' '$3 ~ /\.(c|make)$/ && $2 != "" && $2 !~ /^part of / { print $1, $2 }' \
		"$work/blocks/titles" | sort -u
}

# A file of a set: place SET NAME, from stdin
place() {
	keep "$work/$1/$2"
	echo "$2" >>"$work/$1.sources"
}

# The README's ring, modified, is another provider: variant SET NAME SED_SCRIPT...
variant() {
	set=$1 name=$2.c
	whole readme ring.c >"$work/ring"
	shift 2
	for change; do
		sed "$change" "$work/ring" >"$work/changed"
		! cmp -s "$work/ring" "$work/changed" || die "the README's ring.c cannot be changed with: $change"
		mv "$work/changed" "$work/ring"
	done
	place "$set" "$name" <"$work/ring"
}

# operation NAME FUNCTION: one more in the table
operation() {
	printf '%s\\\n%s\n%s\n' '/^static const struct acme_ring_ops/i ' "$2" \
		"s/\\.close = ring_close/&, .$1 = ring_$1/"
}

# The object that it forgets is not leaked, because kmemleak would report that.
forgets_exit='/^static int ring_open/i static struct acme_ring forgotten;
s/kzalloc(.*);/\&forgotten;/
s/kfree(ring);//
s/^module_broker_provider.*/static int __init ring_init(void)\
{\
	return broker_provider_register(\&ring_provider);\
}\
module_init(ring_init);\
static void __exit ring_exit(void)\
{\
}\
module_exit(ring_exit);/'

variants() {
	preferred='s/\(&ring_ops\))/\1, .priority = 10)/'
	idle=$(operation idle 'static bool ring_idle(const struct acme_ring *ring) { return true; }')
	busy=$(operation idle 'static bool ring_idle(const struct acme_ring *ring) { return false; }')
	submit=$(operation submit 'static int ring_submit(struct acme_ring *ring, const struct acme_desc *desc) { return desc->length ? 0 : -EINVAL; }')

	variant readme ring_better "$preferred" "$idle"
	variant readme ring_forgetful "$forgets_exit"
	variant Documentation ring "$submit"
	variant Documentation ring_busy "$submit" "$busy" "$preferred"
	variant Documentation ring_forgetful "$submit" "$busy" "$forgets_exit"
}

# The Kbuild of a set: the lines that its page prints, and the other files: a header is
# compiled alone, and a source is a module.
kbuild_of() {
	cat "$work/$1/Kbuild.page" 2>/dev/null || echo "include $dev/broker.mk"
	while read -r source; do
		case $source in
		*.c) echo "obj-m += ${source%.c}.o" ;;
		*.h)
			echo "#include \"$source\"" | keep "$work/$1/${source%.h}_alone.c"
			echo "always-y += ${source%.h}_alone.o"
			;;
		esac
	done <"$work/$1.sources"
}

build_set() {
	dir=$work/$1
	kbuild_of "$1" | keep "$dir/Kbuild"
	build_modules "$build" "$dir" || return
	mkdir -p "$out/docs/$1"
	find "$dir" -name '*.ko' -exec cp -u -t "$out/docs/$1" {} +
}

make -s -C "$top" install-dev PREFIX=/ DESTDIR="$work/dev"
extract "$work/blocks"
files >"$work/files"
rm -f "$work"/*.sources "$work"/*/failed "$work"/*/Kbuild.page
while read -r set name; do
	case $name in
	Kbuild) to=Kbuild.page ;;
	*) to=$name ;;
	esac
	whole "$set" "$name" | place "$set" "$to"
done <"$work/files"
variants
# The README's commands for the modules, for a guest.
mkdir -p "$out/docs/readme"
grep -h -E '^(modprobe broker|insmod .*|rmmod .*|cat .*)$' "$work"/blocks/README.md/*.sh | keep "$out/docs/readme/steps"
cut -d ' ' -f 1 "$work/files" | sort -u >"$work/sets"
failed=
while read -r set; do
	build_set "$set" </dev/null && continue
	failed="$failed $set"
	: >"$work/$set/failed"
done <"$work/sets"
[ ! "$failed" ] || die "not without a warning for $release:$failed"
