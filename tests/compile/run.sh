#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: run.sh RELEASE
# Checks that the compiler refuses mistakes in interfaces with a message that names
# the faulty item, and accepts correct interfaces without a warning. Compiles the
# cases in bad/ and good/ with gcc and clang as kbuild would for the kernel
# RELEASE, those in good/ and shuffled/ also as for a kernel that shuffles structs,
# and prints the results as KTAP. A case in bad/ or shuffled/ begins with the text
# that an error must contain:
#
#	/* refused: "text" */
#	/* refused by clang: "text" */		where clang's text differs
#
# A case in good/ may list the rows that it leaves in .modinfo. A case that passed is not
# compiled again until a compiler, a header, the case or its scripts change.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$(dirname "$0")/../../scripts/lib.sh"

[ $# -eq 1 ] || die "usage: ${0##*/} RELEASE"
release=$1
build=/lib/modules/$release/build
out=$top/build/compile/$release
[ -e "$build" ] || die "install the package linux-headers-$release"
command -v clang >/dev/null || die "install the package clang"

# Only kbuild has the flags of a module; it leaves them in a .cmd file.
# The option that writes the list of dependencies is dropped.
kbuild_flags() {
	rm -rf "$out"
	mkdir -p "$out/probe"
	cp "$here/good/provider-module.c" "$out/probe/probe.c"
	cp "$here/ring.h" "$out"
	printf 'obj-m := probe.o\ninclude %s/broker.mk\n' "$top" >"$out/probe/Kbuild"
	make -s -C "$build" M="$out/probe" W=1 probe.o >&2
	sed -n 's/^[a-z]*cmd_[^ ]* := *[^ ]* \(.*\) -c -o .*/\1/p' "$out/probe/.probe.o.cmd" |
		sed 's/-Wp,-MMD,[^ ]*//; s/ -DBROKER_STRICT / /' >"$out/gcc.flags"
	[ -s "$out/gcc.flags" ] || die "cannot read the flags in .probe.o.cmd"
}

# clang must see the same headers, configured for gcc; the options of gcc that
# it rejects are dropped, and so are its warnings about such headers.
clang_flags() {
	cp "$out/gcc.flags" "$out/clang.flags"
	for option in $(clang @"$out/gcc.flags" -Werror -fsyntax-only -x c /dev/null 2>&1 |
			sed -n "s/^[^']*'\(-[^']*\)'.*/\1/p"); do
		sed -i "s/ $option / /g" "$out/clang.flags"
	done
	echo '-Wno-unknown-warning-option -Wno-unused-command-line-argument' \
	     '-Wno-duplicate-decl-specifier -Wno-gnu' >>"$out/clang.flags"
}

# The same with the headers of release 1.0.
first_flags() {
	for compiler in gcc clang; do
		sed "s,-I$top/include\>,-I$top/tests/vm/release-1.0/include," "$out/$compiler.flags" \
			>"$out/$compiler-1.0.flags"
	done
}

# The plugin of a kernel with CONFIG_RANDSTRUCT_FULL. The seed has the form that the
# plugin requires; with any seed, twelve operations do not stay in their order.
randstruct_flags() {
	source=$("$top/scripts/source.sh" 6.12)/scripts/gcc-plugins
	plugin=$out/randomize_layout_plugin.so
	printf 'const char *randstruct_seed = "%064d";\n' 1 >"$out/randomize_layout_seed.h"
	g++ -w -O1 -fPIC -shared -fno-rtti -DPLUGIN_VERSION='"6.12"' -I"$out" \
		-I"$(gcc -print-file-name=plugin)/include" \
		-o "$plugin" "$source/randomize_layout_plugin.c" ||
		die "cannot build gcc's plugin; install the package gcc-12-plugin-dev"
	{ cat "$out/gcc.flags"; echo "-DRANDSTRUCT -fplugin=$plugin"; } >"$out/randstruct.flags"
}

# Everything that a verdict depends on except the case itself and case.sh: compilers, flags, the
# plugin, and headers, ours and those of the kernel's build.
keys() {
	{
		gcc --version
		clang --version
		cat "$source"/randomize_layout_plugin.c "$here"/*.h include/generated/*.h
		find "$top/include" "$top/tests/vm/release-1.0/include" -type f | LC_ALL=C sort | xargs cat
	} >"$out/common"
	for compiler in gcc clang randstruct; do
		cat "$out/$compiler.flags" "$out"/*-1.0.flags "$out/common" | sed "s,$top/,,g" >"$out/$compiler.key"
	done
}

# An interface of 60 operations with 8 parameters each, and 40 structs of 20 fields.
large_interface() {
	mkdir -p "$out/cost"
	awk 'BEGIN {
		print "#include <linux/broker/provider.h>"
		for (s = 0; s < 40; s++) {
			print "#define FIELDS_" s "(FIELD)\\"
			for (f = 0; f < 20; f++)
				print "\tFIELD(0, u32, f" f ")" (f < 19 ? "\\" : "")
			print "BROKER_STRUCT(s" s ", FIELDS_" s ");"
			listed = listed ", s" s
		}
		print "#define LARGE_OPS(OP)\\"
		for (o = 0; o < 60; o++) {
			printf "\tOP(0, sleep, int, op%d, (u32 id", o
			for (p = 1; p < 8; p++)
				printf ", struct s%d %sp%d", (o + p) % 40, p < 6 ? "*" : "", p
			print "))" (o < 59 ? "\\" : "")
		}
		print "BROKER_INTERFACE(large, 1, LARGE_OPS" listed ");"
		print "static const struct large_ops table;"
		print "DEFINE_BROKER_PROVIDER(provider, large, &table);"
		print "module_broker_provider(provider);"
	}' >"$out/cost/large.c"
}

cd "$build"
kbuild_flags
large_interface
clang_flags
first_flags
randstruct_flags
keys
export verdicts="$cache/compile"
mkdir -p "$verdicts"

cases() {	# cases FOLDER COMPILER...
	for file in "$here/$1"/*.c; do
		for compiler in $(shift; echo "$@"); do
			echo "$compiler" "$file"
		done
	done
}
{
	cases good gcc clang randstruct
	cases bad gcc clang
	cases shuffled randstruct
	echo "gcc $out/cost/large.c"
	echo "clang $out/cost/large.c"
} >"$out/cases"
xargs -P "$(nproc)" -n 2 "$here/case.sh" "$out" <"$out/cases"

# A case without a result is a failure as well.
plan=$(wc -l <"$out/cases")
echo "KTAP version 1"
echo "1..$plan"
echo "# $(find "$out" -name '*.kept' | wc -l) of these passed before, with the same headers and compilers"
cat "$out"/*.result | awk -v plan="$plan" '
	/^ok /		{ sub(/^ok /, "ok " ++n " ") }
	/^not ok /	{ sub(/^not ok /, "not ok " ++n " "); bad = 1 }
	{ print }
	END		{ exit bad || n != plan }'
