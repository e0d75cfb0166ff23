#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: build.sh RELEASE OUTDIR
# Builds KUnit and all suites for the kernel RELEASE, and leaves kunit.ko and
# the suites in OUTDIR. Intermediate files stay in build/, to save work the next
# time. Our own kernels have KUnit built in: for them the
# suites are built the kernel's way. KUnit has not been ported to kernels of another Debian:
# kunit.absent states that.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"

[ $# -eq 2 ] || die "usage: ${0##*/} RELEASE OUTDIR"
release=$1
mkdir -p "$2"
out=$(cd "$2" && pwd)
tree=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$tree/build/kunit/$release
build=$(build_dir "$release")
built_against "$build" "$scratch"

rm -f "$out/kunit.absent"
if [ "$(suite_of "$release")" ]; then
	echo "KUnit of $(echo "$release" | cut -d . -f 1,2) cannot be built as a module yet" >"$out/kunit.absent"
	exit
fi

kunit=
if ! is_built "$release"; then
	kunit=$scratch/kunit
	"$tree/scripts/kunit.sh" "$release" "$kunit"
	cp -u "$kunit/kunit.ko" "$out"
fi

for kbuild in "$tree"/tests/kunit/*/Kbuild; do
	suite=$(basename "${kbuild%/Kbuild}")
	# Kbuild writes beside the source. A file that is not newer keeps its
	# date, so that make has nothing to do for it.
	mkdir -p "$scratch/$suite"
	cp -up "${kbuild%/Kbuild}"/* "$scratch/$suite"
	say BUILD "$suite suite for $release"
	build_modules "$build" "$scratch/$suite" KUNIT="$kunit" BROKER_SRC="$tree" ||
		die "$suite suite does not build for $release"
	cp -u "$scratch/$suite"/*_kunit.ko "$out"
done
