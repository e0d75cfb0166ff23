# SPDX-License-Identifier: GPL-2.0-only
# Files that are judged together: a file that the loader rejects does not exist for the others.
# shellcheck shell=sh disable=SC2154

direct_bar=$modules/foobar/direct_bar.ko
direct_foo=$modules/foobar/direct_foo.ko
remarks='.remarks | join("\n")'

cp -R "$here/modules" "$work/sets"
kernel_make "$build" -s M="$work/sets" modules >"$work/sets.log" 2>&1 || {
	cat "$work/sets.log" >&2
	die "tests/brokerctl/modules do not build for $release"
}

# rejected FILE: a copy with a version magic that no kernel accepts
rejected() {
	mkdir -p "$work/rejected"
	LC_ALL=C sed 's/\(vermagic=[^ ]*\) SMP/\1 XMP/' "$1" >"$work/rejected/${1##*/}"
}

# with_rows FILE ROW...: a copy with these additional rows in .modinfo
with_rows() {
	file=$1
	shift
	mkdir -p "$work/rows.d"
	objcopy -O binary -j .modinfo "$file" "$work/modinfo"
	printf '%s\0' "$@" >>"$work/modinfo"
	objcopy --update-section .modinfo="$work/modinfo" "$file" "$work/rows.d/${file##*/}"
}

# Several files of one module.
judge "$bar" "$modules/foobar-rebuilt/bar.ko" "$foo"
expect 'of two builds of one module the first is loaded' 1 "$chosen" 'foo > bar' \
	"$problems" "bar: a module of this name is loaded already: $bar" '.problems[0].errno' EEXIST \
	'.problems[0].file' "$modules/foobar-rebuilt/bar.ko" '.pairs | length' 2
ln -sf "$user" "$work/other.ko"
judge "$user" "$work/other.ko" "$modules/shape/shape_1_0.ko" --kernel "$release"
expect 'a file that is given twice' 1 "$chosen" 'shape_user > shape_1_0' '.problems | length' 1 '.refusals | length' 0

# A provider that is not loaded.
rejected "$modules/shape/shape_preferred.ko"
judge "$work/rejected/shape_preferred.ko" "$modules/shape/shape_1_0.ko" "$user" --kernel "$release"
expect 'the loader rejects the best provider' 1 "$chosen" 'shape_user > shape_1_0' '.refusals | length' 0 \
	'.pairs[] | select(.provider == "shape_preferred") | .verdict, .reason' 'absent
shape_preferred would not be loaded'
judge "$work/rejected/shape_preferred.ko" "$user" --kernel "$release"
expect 'the only one' 1 "$chosen" '' "$lines" 'broker: shape_user: shape 1 refused: no provider' \
	'.pairs[1] | .verdict, .reason' 'refused
no provider'
rejected "$modules/shape/shape_type.ko"
judge "$work/rejected/shape_type.ko" "$modules/link/well_user.ko" "$user" --kernel "$release"
expect 'one that would not agree' 1 "$lines" 'broker: shape_user: shape 1 refused: no provider'
rejected "$user"
judge "$work/rejected/shape_user.ko" "$modules/shape/shape_type.ko" --kernel "$release"
expect 'a consumer that is not loaded asks nobody' 1 "$lines" '' '.pairs | length' 1
rejected "$modules/link/well_1_0.ko"
judge "$work/rejected/well_1_0.ko" "$modules/link/well_user.ko" --kernel "$release"
expect 'then a revocable consumer waits' 1 "$lines" '' '[.pairs[].verdict] | join(",")' absent,waits

# Two providers in one module: each has a row.
row=$(objcopy -O binary -j .modinfo "$modules/shape/shape_1_0.ko" /dev/stdout | tr '\0' '\n' | grep '^broker_provides=')
with_rows "$modules/shape/shape_1_0.ko" "$row"
judge "$work/rows.d/shape_1_0.ko" "$user"
expect 'two equal providers in one module' 0 '.providers | length' 2 '[.pairs[].verdict] | join(",")' chosen,agrees

# Modules that import symbols from each other.
for kernel in '' "--kernel $release"; do
	# shellcheck disable=SC2086 # two words
	judge "$work/sets/circle_left.ko" "$work/sets/circle_right.ko" $kernel
	expect "modules that import from each other $kernel" 1 "$problems" \
		'circle_left: Unknown symbol circle_right (err -2)
circle_right: Unknown symbol circle_left (err -2)' '[.problems[].errno] | unique | join(",")' ENOENT \
		'.remarks | length' 2 '.remarks[0] | test("none can be first")' true
	# shellcheck disable=SC2086
	judge "$direct_foo" "$modules/foobar-rebuilt/direct_bar.ko" $kernel
	expect "another build of an exporter $kernel" 1 "$problems" 'direct_foo: disagrees about version of symbol direct_bar_write
direct_foo: Unknown symbol direct_bar_write (err -22)'
	# shellcheck disable=SC2086
	judge "$direct_foo" "$direct_bar" $kernel
	expect "an exporter that is given behind its user $kernel" 0 "$problems" '' "$remarks" ''
done
rejected "$direct_bar"
judge "$work/rejected/direct_bar.ko" "$direct_foo" --kernel "$release"
expect 'a user of an exporter that is rejected' 1 "$remarks" \
	'direct_foo: direct_bar_write is exported by direct_bar, which would not be loaded' \
	'[.problems[] | select(.module == "direct_foo") | .line] | join(",")' 'direct_foo: Unknown symbol direct_bar_write (err -2)'
objcopy --weaken-symbol=circle_left "$work/sets/circle_right.ko" "$work/circle_right.ko"
judge "$work/sets/circle_left.ko" "$work/circle_right.ko" --kernel "$release"
expect 'a circle with a weak symbol in it' 0 "$problems" ''

# Things for which nothing is refused.
kernel "\$ a 0x00000000${tab}direct_bar_write${tab}net/other${tab}EXPORT_SYMBOL_GPL${tab}"
judge "$direct_bar" "$direct_foo" --kernel "$work/kernel"
expect "a module of the kernel exports it, too" 0 "$problems" '' \
	"$remarks" 'direct_bar: exports direct_bar_write, as net/other of the kernel does: only one can be loaded'
kernel "\$ a 0x00000000${tab}direct_bar_write${tab}net/direct-bar${tab}EXPORT_SYMBOL_GPL${tab}"
judge "$direct_bar" --kernel "$work/kernel"
expect 'and is the same module' 0 "$remarks" ''
judge "$work/sets/giver.ko" "$work/sets/getter.ko" --kernel "$release"
expect 'a symbol that is got by its name' 0 "$problems" '' '.remarks | length' 1 \
	'.remarks[0] | test("^getter: may get giver_number [(]0x[0-9a-f]{8}[)] of giver by symbol_get")' true

# Files of a large kernel: they are not all kept in memory.
head -c 4000000 /dev/zero >"$work/zeros"
objcopy --add-section .zeros="$work/zeros" "$bar" "$work/large.ko"
mkdir "$work/large"
for i in $(seq 200); do ln "$work/large.ko" "$work/large/$i.ko"; done
status=0
# shellcheck disable=SC2034,SC3045 # for expect; dash and bash have it
(
	ulimit -v 300000
	exec "$top/build/brokerctl/brokerctl" -j check "$work"/large/*.ko
) >"$work/json" 2>"$work/err" || status=$?
: >"$work/text"
expect '800 MB of modules in 300 MB of memory' 1 '.modules | length' 200 '.unreadable | length' 0
