#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: [SCENARIOS=...] matrix.sh [KERNEL...]
# On each kernel: build all modules, without a warning of the compiler; compare the CRCs of
# the broker's exports; read the objects; boot it for the costs that have a bar, for all
# scenarios, including KUnit, and for a minute of torture. Continues after a failure,
# prints a table, and puts its rows into Documentation/kernels.rst. The last line is
# "matrix: N passed, N failed, N skipped".
# A step that has passed is not run again until the tree or the kernel changes.
# As many kernels run in parallel as there are CPUs: a guest keeps one busy. Where modules are
# loaded and unloaded under load, scenarios run a quarter of their rounds, or 1/VM_SLOW. With
# SCENARIOS only those are run, and the page is not changed.

# shellcheck disable=SC2317 # steps are called by their names
set -eu
. "$(dirname "$0")/lib.sh"
top=$(top_dir)
out=$top/build/matrix
steps='build crc objects guard scenarios torture'
export VM_SLOW="${VM_SLOW:-4}"

# KERNEL, the package that depends on its newest headers, and the Debian that it is from, if that
# is not this machine's. Those of arm64 are of the same releases;
# s390x, which is big-endian, has its own.
kernels() {
	cat <<-'END'
	5.10 linux-headers-amd64 bullseye
	6.1 linux-headers-amd64
	6.1-rt linux-headers-rt-amd64
	6.1-cloud linux-headers-cloud-amd64
	6.1-arm64 linux-headers-amd64
	6.1-s390x linux-headers-s390x
	6.12 linux-headers-6.12-amd64
	6.12-rt linux-headers-6.12-rt-amd64
	6.12-cloud linux-headers-6.12-cloud-amd64
	6.12-arm64 linux-headers-6.12-amd64
	sid linux-headers-amd64 sid
	backports linux-headers-amd64 trixie-backports
	END
}

# Debian's kernels, then ours. "make check-debug" does more on those that look for faults.
names() {
	kernels | cut -d ' ' -f 1
	for kernel in $built_kernels; do
		is_debug "$kernel" || echo "$kernel"
	done
}

release_of() {
	! is_built "$1" || { echo "$1"; return; }
	meta=$(kernels | sed -n "s/^$1 //p")
	case $meta in
	*-s390x) newest=$("$top/scripts/foreign.sh" s390x newest "$meta") ;;
	*' '*) newest=$(basename "$("$top/scripts/chroot.sh" "${meta#* }")"/usr/src/linux-headers-*-amd64 |
		sed 's/^linux-headers-//') ;;
	*) newest=$(depends_on "$meta" | sed 's/^linux-headers-//') ;;
	esac
	[ "$newest" ] || die "install the package $meta"
	case $1 in
	*-arm64) echo "${newest%-*}-arm64" ;;
	*) echo "$newest" ;;
	esac
}

# The KTAP of a check with one result: one WHAT COMMAND...
one() {
	what=$1
	shift
	echo 'KTAP version 1'
	echo 1..1
	if "$@" >&2; then
		echo "ok 1 $what"
	else
		echo "not ok 1 $what"
	fi
}

same_crcs() {
	crcs "$(crc_list "$(build_dir "$release")")" >"$folder/want"
	crcs "$top/build/$release/broker/Module.symvers" | diff "$folder/want" -
}
crcs() { awk '{ print $2, $1 }' "$1" | sort; }

step_build() { "$top/tests/build.sh" "$release"; }
step_crc() {
	if grep -q '^CONFIG_MODVERSIONS=y' "$(build_dir "$release")/include/config/auto.conf"; then
		one 'the CRCs of the exports' same_crcs
	else
		skipped 'the CRCs of the exports' 'this kernel does not compare versions of symbols'
	fi
}
step_objects() { of_debian "$top/tests/objects.sh" "$modules" "$top/build/$release/broker/broker"; }
step_guard() { of_debian "$top/tests/bench/bars.sh" "$release" "$modules" "$folder/bars"; }
# Only Debian's configurations and compilers have bars for the counts.
of_debian() {
	case $release in
	*-amd64 | *-arm64) "$@" ;;
	*)	skipped figures "the bars are for Debian's kernels for x86-64 and arm64" ;;
	esac
}
step_scenarios() {
	# shellcheck disable=SC2086 # several
	"$top/tests/vm/run.sh" "$release" "$modules" "$folder/log" ${SCENARIOS-}
	# Shows that the kernel notices what it is built to notice.
	[ ! -d "$top/tests/vm/debug/selftest/$release" ] || "$top/tests/vm/selftest.sh" "$release"
}
step_torture() { TORTURE_BARS=no "$top/tests/torture/run.sh" "$release" 1 "$folder/torture.log"; }

skipped() { printf 'KTAP version 1\n1..1\nok 1 %s # SKIP %s\n' "$1" "$2"; }

# The whole tree except the page that is written here.
run_of=". :!Documentation/kernels.rst"

# Identifies the kernel, the scenarios and the tree of a result.
# shellcheck disable=SC2086 # two
stamp() {
	echo "$release ${SCENARIOS-}"
	(cd "$top" && git ls-files -s -- $run_of && git diff -- $run_of) | sha256sum
}

# take STEP: leaves "N passed, N failed, N skipped" in the step's file, and prints the lines before it.
take() {
	if [ -e "$folder/$1.stamp" ] && stamp | cmp -s - "$folder/$1.stamp"; then
		return
	fi
	say MATRIX "$kernel, $1; $(wc -l <"$out/steps") of $all_steps steps done$(time_left)"
	rm -f "$folder/$1.stamp"
	if [ "$1" = build ] || grep -q ' 0 failed' "$folder/build"; then
		"step_$1" >"$folder/$1.ktap" 2>"$folder/$1.err" || :
	else
		skipped "$1" 'not built' >"$folder/$1.ktap"
	fi
	awk -f "$top/tests/vm/ktap.awk" "$folder/$1.ktap" >"$folder/$1.sum" || :
	tail -n 1 "$folder/$1.sum" >"$folder/$1"
	sed "\$d; s/^/$kernel: /" "$folder/$1.sum"
	echo "$kernel $1" >>"$out/taken"
	! grep -q '^[1-9][0-9]* passed, 0 failed' "$folder/$1" || stamp >"$folder/$1.stamp"
}

# A rough estimate, because the steps differ widely.
time_left() {
	taken=$(wc -l <"$out/taken") left=$((all_steps - $(wc -l <"$out/steps")))
	[ "$taken" = 0 ] || echo ", about $((($(date +%s) - began) * left / taken / 60 + 1)) min left"
}

# Run those of KERNEL... that no other process has begun.
run_kernels() {
	for kernel; do
		mkdir "$out/begun/$kernel" 2>/dev/null || continue
		release=$(release_of "$kernel") folder=$out/$kernel
		modules=$top/build/modules/$release
		mkdir -p "$folder"
		for step in $steps; do
			take "$step"
			echo "$kernel $step" >>"$out/steps"
		done
	done
}

# The counts of a step, in short form.
cell() {
	awk '$3 > 0 { print $3 " failed"; exit }
		$1 == 0 { print "-"; exit }
		$5 > 0 { print $1 ", " $5 " skipped"; exit }
		{ print $1 }' "$1"
}

# The tree that was run, in short form.
# shellcheck disable=SC2086 # two
tree_state() (
	cd "$top"
	dirty=''
	git diff --quiet HEAD -- $run_of || dirty=+
	echo "$(git rev-parse --short=7 HEAD)$dirty"
)

# A step's cell has room for "1000, 99 skipped".
rule='=============  ==========================  =========  ================  ================  ================  ================  ================  ================'
table_format='%-13s  %-26s  %-9s  %-16s  %-16s  %-16s  %-16s  %-16s  %s\n'

# What uname prints on it; our kernels are named after their main feature.
uname_of() {
	if is_built "$1"; then
		sed -n 's/^# Linux.* \([0-9][^ ]*\) Kernel Configuration$/\1/p; s/^CONFIG_LOCALVERSION="\(.*\)"/\1/p' \
			"$("$top/scripts/kernel.sh" "$1")/config" | paste -s -d ''
	else
		release_of "$1"
	fi
}

row() {
	folder=$out/$1
	{
		echo "$1"
		uname_of "$1"
		tree_state
		for step in $steps; do cell "$folder/$step"; done
	} | awk -v format="$table_format" '{ cell[NR] = $0 }
		END { printf format, cell[1], cell[2], cell[3], cell[4], cell[5], cell[6], cell[7], cell[8], cell[9] }'
}

# The table, of KERNEL...
table() {
	echo "$rule"
	# shellcheck disable=SC2059 # it is ours
	printf "$table_format" kernel release tree build CRCs objects guard scenarios torture
	echo "$rule"
	for kernel; do
		row "$kernel"
	done
	echo "$rule"
}

# Put the rows of the table into the page, in the order of the list. Rows of other kernels
# are kept.
record() {
	page=$top/Documentation/kernels.rst
	names >"$out/names"
	awk -v mark='.. rows are written by make matrix' '
		FILENAME == ARGV[1] { order[++count] = $1; next }
		FILENAME == ARGV[2] { if (/^=/) rule = $0; else if ($1 == "kernel") head = $0; else row[$1] = $0; next }
		{ if (!marked) print }
		$0 == mark { marked = 1; next }
		marked && NF > 2 && !($1 in row) && !/^=/ { row[$1] = $0 }
		END {
			print ""
			print rule
			print head
			print rule
			for (i = 1; i <= count; i++)
				if (order[i] in row)
					print row[order[i]]
			print rule
		}' "$out/names" "$out/rows" "$page" >"$out/page"
	cp "$out/page" "$page"
}

# shellcheck disable=SC2046 # names have no blanks
[ $# -gt 0 ] || set -- $(names)
for kernel; do
	names | grep -qxF -e "$kernel" || die "no kernel is called $kernel; there are $(names | xargs)"
	release_of "$kernel" >/dev/null
done
rm -rf "$out/begun"
mkdir -p "$out/begun"
: >"$out/steps"
: >"$out/taken"
all_steps=$(($# * $(echo "$steps" | wc -w))) began=$(date +%s)
trap 'trap - INT TERM; kill -TERM 0' INT TERM
for _ in $(seq "$(nproc)"); do
	run_kernels "$@" &
done
wait
trap - INT TERM
[ "$(wc -l <"$out/steps")" = $all_steps ] || die 'not all steps came to an end'
table "$@" | tee "$out/rows"
[ "${SCENARIOS-}" ] || record
for kernel; do
	for step in $steps; do
		cat "$out/$kernel/$step"
	done
done | awk '{ passed += $1; failed += $3; skipped += $5 }
	END {
		printf "matrix: %d passed, %d failed, %d skipped\n", passed, failed, skipped
		exit failed || !passed
	}'
