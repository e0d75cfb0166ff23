#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: kunit.sh RELEASE OUTDIR
# Debian's kernels are built without KUnit. This script builds it as a module for the
# kernel RELEASE, and leaves in OUTDIR the files that a test suite needs:
#
#	kunit.ko	to be loaded before the suite
#	kunit.mk	to be included by the suite's Kbuild, with include/ and
#			Module.symvers beside it
#
# The source is that of Debian's package, changed by the edits below; each
# edit fails if the text that it changes is not there.

set -eu
. "$(dirname "$0")/lib.sh"

[ $# -eq 2 ] || die "usage: ${0##*/} RELEASE OUTDIR"
release=$1
series=$(echo "$release" | cut -d. -f1,2)
stock=$(dirname "$0")/../tests/kunit/stock
! is_built "$release" || die "KUnit is built into $release: build suites without it"
build=$(build_dir "$release")
[ -e "$build" ] || die "install the package linux-headers-$release"
source=$("$(dirname "$0")/source.sh" "$series")
mkdir -p "$2"
out=$(cd "$2" && pwd)

# edit FILE SED-COMMAND: one change, which must change something
edit() {
	sed "$2" "$new/$1" >"$new/edited"
	! cmp -s "$new/$1" "$new/edited" ||
		die "linux-source-$series: $1 is not what this was written for: $2"
	mv "$new/edited" "$new/$1"
}

# Changes that are necessary because the kernel has no KUnit: see stock.h
# for the replacements of the members of struct module and struct task_struct.
edit_for_stock() {
	edit lib/test.c 's/current->kunit_test = \(.*\);/kunit_set_task_test(\1);/'
	edit lib/test.c 's/^static void \(kunit_module_[a-z]*\)(struct module /void \1(struct kunit_module /'

	# kunit_test_suites() calls these two, so no notifier is needed.
	edit lib/test.c '/^static int kunit_module_notify(/,/^};/d'
	edit lib/test.c 's/return register_module_notifier(&kunit_mod_nb)/return 0/'
	edit lib/test.c '/unregister_module_notifier(&kunit_mod_nb)/d'
}

# Parts of KUnit 6.12 are in the kernel even if KUnit is a module; and it allocates
# user memory with functions that are not exported.
edit_6_12() {
	edit lib/test.c 's/current->kunit_test/kunit_task_test()/'
	edit include/kunit/test-bug.h 's/current->kunit_test/kunit_task_test()/'
	edit lib/Makefile 's/^obj-y +=[[:space:]]*hooks\.o/kunit-objs += hooks.o/'
	edit lib/Makefile '/user_alloc\.o/d'
}

# Later kernels fixed the bugs that make 6.1 lose failures from its results.
edit_6_1() {
	# The log of a case had 512 bytes, with the verdict at its end.
	edit lib/debugfs.c 's/KUNIT_LOG_SIZE/KUNIT_STOCK_LOG_SIZE/'
	edit lib/test.c 's/len_left = KUNIT_LOG_SIZE/len_left = KUNIT_STOCK_LOG_SIZE/'
	edit lib/test.c '/^	char line\[KUNIT_LOG_SIZE\];/d'
	edit lib/test.c 's/vsnprintf(line, sizeof(line), /vsnprintf(log + strlen(log), len_left + 1, /'
	edit lib/test.c '/strncat(log, line, len_left);/d'

	# Each parameter emptied the log of its case. It starts empty anyway.
	edit lib/test.c '/^	if (test->log)$/,/test->log\[0\] = /d'
	edit lib/test.c 's/struct kunit test = { /&.log = test_case->log, /'

	# The log ends each line itself.
	edit lib/test.c '/^[[:space:]]*"KTAP version 1/s/\\n//'

	# The kernel log of a module had no plan, and its count continued that of the previous module.
	edit lib/test.c '/^	__kunit_test_suites_init(mod->/i\
	pr_info("KTAP version 1\\n");\
	pr_info("1..%d\\n", mod->num_kunit_suites);\
	kunit_suite_counter = 1;'
}

# An unchanged file keeps its date, so that make has nothing to do for it.
update() (
	cd "$new"
	find . -type f | while read -r file; do
		cmp -s "$file" "$out/$file" && continue
		mkdir -p "$out/${file%/*}"
		cp "$file" "$out/$file"
	done
)

new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
trap 'exit 1' HUP INT TERM

cp -R "$stock/." "$new"
cp "$source"/lib/kunit/* "$new/lib"
cp "$source/include/kunit/test-bug.h" "$new/include/kunit"
edit_for_stock
case $series in
6.1)	edit_6_1 ;;
6.12)	edit_6_12 ;;
*)	die "$series: nobody has looked at its KUnit yet" ;;
esac
update

say BUILD "kunit.ko for $release"
# shellcheck disable=SC2086 # several
kernel_make "$build" -s -j "$(nproc)" M="$out/lib" $no_debug_info modules
cp "$out/lib/kunit.ko" "$out/lib/Module.symvers" "$out"
