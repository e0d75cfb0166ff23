#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: sparse.sh
# Checks that scripts/sparse.sh prints all messages of sparse, also for cached sources. Prints KTAP.

set -eu
. "$(dirname "$0")/../scripts/lib.sh"
sparse=$(top_dir)/scripts/sparse.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CCACHE_DIR="$work/cache"
number=0 failed=0

# said WHAT EXPECTED [ARGUMENT...]: the messages for the source, without their positions
said() {
	what=$1 expected=$2
	shift 2
	number=$((number + 1))
	# The arguments include those of Kbuild that gcc does not support.
	"$sparse" -Wbitwise --arch=x86 -mlittle-endian "$@" "-Wp,-MMD,$work/depends" "$work/source.c" >"$work/report" 2>&1 || echo failed >>"$work/report"
	if [ "$(sed "s|^$work/||; s/:[0-9]*: [a-z]*: /: /" "$work/report")" = "$expected" ]; then
		echo "ok $number $what"
	else
		sed 's/^/# /' "$work/report"
		echo "not ok $number $what"
		failed=1
	fi
}

remembered() { ccache --print-stats | awk '$1 == "direct_cache_hit" { print $2 }'; }

echo 'KTAP version 1'
echo 'extern int shown;' >"$work/header.h"
printf '#include "header.h"\nint shown = 0;\n' >"$work/source.c"
# ccache does not trust what was written in this second.
touch -d '1 minute ago' "$work/header.h" "$work/source.c"
said 'nothing of a good source' ''
said 'nothing of one that it remembers' ''
warning="source.c:2: symbol 'shown' was not declared. Should it be static?"
echo >"$work/header.h"
touch -d '1 minute ago' "$work/header.h"
said 'what is wrong once a header is another one' "$warning"
said 'the same of a source that it remembers' "$warning"
number=$((number + 1))
if [ "$(remembered)" = 2 ]; then
	echo "ok $number two were remembered"
else
	ccache -sv | sed 's/^/# /'
	echo "not ok $number two were remembered"
	failed=1
fi
said 'other things with another argument' '' -Wno-decl
echo 'int shown = ;' >"$work/source.c"
error="source.c:1: expression expected before ';'"
said 'errors' "$error"
unset CCACHE_DIR
said 'errors, without ccache' "$error"
echo "1..$number"
exit $failed
