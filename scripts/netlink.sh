#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: netlink.sh [--check]
# Generates the C files of the netlink family from its spec, with the kernel's own
# generator: the header for userspace, and policies and operations for the broker. With
# --check, compares them with the files in the tree, prints the differences, and fails if
# there are any.

set -eu
. "$(dirname "$0")/lib.sh"
cd "$(dirname "$0")/.."

# Debian's python3 has the modules that the generator needs; another python3 may come first in PATH.
python=/usr/bin/python3
spec=Documentation/netlink/specs/broker.yaml

# generate FILE MODE --header|--source
generate() {
	"$python" -B "$source/tools/net/ynl/ynl-gen-c.py" --mode "$2" "$3" \
		--spec "$work/$spec" -o "$work/$1"
	if [ "$check" ]; then
		diff -u "$1" "$work/$1" || differs=yes
	else
		made_of_spec "$1"
	fi
}

# An unchanged file keeps its date.
made_of_spec() { cmp -s "$work/$1" "$1" || cp "$work/$1" "$1"; }

case ${1-} in
--check) check=yes ;;
'') check='' ;;
*) die 'usage: netlink.sh [--check]' ;;
esac
"$python" -c 'import jsonschema, yaml' 2>/dev/null ||
	die 'install the packages python3-yaml and python3-jsonschema'
source=$(scripts/source.sh 6.12)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
differs=

# The generator looks for the schema above the spec, and for the top of a kernel
# tree, which it recognizes by this file. It goes up without end if there is none.
mkdir -p "$work/${spec%/*}" "$work/include/uapi/linux" "$work/broker/faces"
: >"$work/MAINTAINERS"
cp "$source/Documentation/netlink/genetlink-legacy.yaml" "$work/${spec%/*/*}"
cp "$spec" "$work/$spec"

generate include/uapi/linux/broker.h uapi --header
generate broker/faces/netlink-gen.h kernel --header
generate broker/faces/netlink-gen.c kernel --source
[ ! "$differs" ] || die "the spec and what was made of it differ; run scripts/netlink.sh"
