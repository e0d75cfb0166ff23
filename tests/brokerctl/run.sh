#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: run.sh RELEASE MODULES_DIR
# Checks the output of "brokerctl check" for good and bad files, and whether it agrees with
# the kernel in the scenarios. Prints KTAP. MODULES_DIR was filled by
# tests/vm/build.sh for RELEASE.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"
[ $# -eq 2 ] || die "usage: ${0##*/} RELEASE MODULES_DIR"
release=$1
modules=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=/lib/modules/$release/build
# A fixed folder, so that ccache finds its sources again.
work=$top/build/brokerctl-files
rm -rf "$work"
mkdir -p "$work"
for tool in jq openssl xz zstd readelf pahole; do
	command -v $tool >/dev/null || die "install the package of $tool"
done
# A kernel that the modules were not built for.
other=$(releases | grep -vxF "$release" | head -n 1)
make -s -C "$top/tools/brokerctl" >&2

echo 'KTAP version 1'
. "$here/lib.sh"
. "$here/bad.sh"
. "$here/good.sh"
. "$here/instances.sh"
. "$here/drift.sh"
. "$here/contract.sh"
. "$here/lint.sh"
. "$here/describe.sh"
. "$here/vendors.sh"
# The types that are compared there do not depend on the kernel.
[ "$release" != "$(releases | tail -n 1)" ] || . "$here/types.sh"
. "$here/loader.sh"
. "$here/sets.sh"
. "$here/machine.sh"
. "$here/agree.sh"
result 'the answers are as the schema has them' \
	"$(/usr/bin/python3 "$here/schema.py" "$work/answers" | grep -v -e '^ok' -e '^KTAP' -e '^1\.\.')"
echo "1..$number"
exit $failed
