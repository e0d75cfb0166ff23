#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: case.sh OUTDIR COMPILER FILE
# Compiles FILE, a case of this suite, with COMPILER, whose command line is in
# OUTDIR/COMPILER.flags: gcc, clang, or randstruct, which is gcc with a plugin. The KTAP for the case
# is left in OUTDIR/NAME.COMPILER.result. A case that passed is kept in $verdicts, and not
# compiled again until the case, this script or OUTDIR/COMPILER.key changes.
# Runs in the directory of the kernel's headers, to which the flags are relative.

set -eu
LC_ALL=C
export LC_ALL
out=$1 compiler=$2 file=$3
name=$(basename "$(dirname "$file")")/$(basename "$file" .c)
made=$out/$(echo "$name" | tr / -).$compiler
case $compiler in
randstruct) program=gcc ;;
*) program=$compiler ;;
esac

# gcc escapes the quotes in the text of a static_assert().
compile() {
	if said=$("$program" @"$out/$compiler.flags" "$@" "$file" 2>&1); then
		status=0
	else
		status=1
	fi
	said=$(printf '%s\n' "$said" | sed "s/\\\\'/'/g")
	return $status
}

# The errors that the first lines of the case announce: expected WORD
expected() {
	sed -n "s,^/\* $1: \"\(.*\)\" \*/\$,\1,p" "$file"
}

refused() {
	want=$(expected "refused by $compiler")
	[ "$want" ] || want=$(expected refused)
	[ "$want" ] || { echo "the case does not say what the message is"; return 1; }
	if compile -fsyntax-only; then
		echo "compiled, should be refused with: $want"
		return 1
	fi
	if printf '%s\n' "$said" | grep -e error: | grep -qF -e "$want"; then
		is_short
	else
		echo "no error says: $want"
		printf '%s\n' "$said"
		return 1
	fi
}

# The lines are counted, because people have to read them.
is_short() {
	[ "$compiler" != randstruct ] || return 0
	limit=$(sed -n "s|^/\* at most\( .*,\)* \([0-9]*\) lines by $compiler\>.*|\2|p" "$file")
	lines=$(printf '%s\n' "$said" | wc -l)
	[ "$limit" ] || { echo "the case does not say how many lines $compiler may print"; return 1; }
	[ "$lines" -gt "$limit" ] || return 0
	echo "$lines lines, should be at most $limit:"
	printf '%s\n' "$said"
	return 1
}

# The rows of an object are in the order in which they were written, the objects are
# in the compiler's order: sort these by their first row. Trailing blanks are
# removed, because a source may not have them.
rows() {
	grep -e '^broker_' -e '^alias=broker:' | sed 's/ *$//' | awk '
		/^broker_(op|field|abi)=/ { printf "\t%s", $0; next }
		{ printf "%s%s", NR == 1 ? "" : "\n", $0 }
		END { if (NR) print "" }' | sort | tr '\t' '\n'
}

modinfo() {	# modinfo OBJECT
	objcopy -O binary -j .modinfo "$1" "$made.modinfo" 2>/dev/null || return 0
	tr '\0' '\n' <"$made.modinfo"
}

# The contracts, with every blank, and without the other rows of a module.
contracts() {
	modinfo "$1" | grep -v -e '^broker_provides=' -e '^broker_requires=' -e '^$' | sort
}

same_as_first() {
	"$program" @"$out/$compiler-1.0.flags" -c -o "$made-1.0.o" "$file" || return 1
	contracts "$made-1.0.o" >"$made.first"
	contracts "$made.o" >"$made.now"
	grep -q ^broker_abi= "$made.now"
	diff -u "$made.first" "$made.now"
}

promised() {
	sed -n '/^ \* emits:$/,/^ \*\/$/s/^ \* //p' "$file" | rows
}

# With BROKER_STRICT types passed by value must be listed: most cases compile, and the marked ones are refused.
strictly() {
	wanted=$(expected "refused with BROKER_STRICT")
	if compile -Werror -fsyntax-only -DBROKER_STRICT; then
		[ ! "$wanted" ] || { echo "BROKER_STRICT should refuse: $wanted"; return 1; }
	else
		[ "$wanted" ] && printf '%s\n' "$said" | grep -e error: | grep -qF -e "$wanted" && return
		printf '%s\n' "$said"
		return 1
	fi
}

accepted() {
	compile -Werror -c -o "$made.o" || { printf '%s\n' "$said"; return 1; }
	if grep -q '^/\* emits nothing' "$file"; then
		if readelf -SW "$made.o" | grep -e '\.discard' -e '\.modinfo'; then
			return 1
		fi
	elif grep -q '^ \* Shuffled structs' "$file" && [ "$compiler" = randstruct ]; then
		! grep -q '^ \* emits:$' "$file" || [ "$(modinfo "$made.o" | rows)" != "$(promised)" ]
	elif grep -q '^ \* emits:$' "$file"; then
		promised >"$made.promised"
		modinfo "$made.o" | rows >"$made.emitted"
		diff -u "$made.promised" "$made.emitted"
	fi
	if [ -e "$out/$compiler-1.0.flags" ] &&
			grep -q '^ \* The headers of release 1.0 emit the same contracts.$' "$file"; then
		same_as_first 2>&1
	fi
	strictly
}

# The costs of a large interface, without and with BROKER_STRICT. Before each parameter had only
# one test, gcc took 900 MB.
afforded() {
	# shellcheck disable=SC3045 # dash has it
	ulimit -v 700000
	for strict in -UBROKER_STRICT -DBROKER_STRICT; do
		before=$(date +%s%N)
		compile -Werror -c -o "$made.o" $strict || { printf '%s\n' "$said"; return 1; }
		echo "$strict: $((($(date +%s%N) - before) / 1000000)) ms"
	done
}

digest=$(cat "$out/$compiler.key" "$0" "$file" | sha256sum)
kept=${verdicts:?}/${digest%% *}
if [ -e "$kept" ]; then
	cp "$kept" "$made.result"
	: >"$made.kept"
	exit
fi
case $name in
cost/*) check=afforded ;;
bad/*|shuffled/*) check=refused ;;
good/*) check=accepted ;;
esac
if report=$($check); then
	{ echo "ok $name $compiler"; [ ! "$report" ] || printf '%s\n' "$report" | sed 's/^/# /'; } \
		>"$made.result"
	cp "$made.result" "$kept.new$$"
	mv "$kept.new$$" "$kept"
else
	{ echo "not ok $name $compiler"; printf '%s\n' "$report" | sed 's/^/# /'; } >"$made.result"
fi
