#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: lint.sh [built]
# Static checks of the tree, as KTAP: modules build without a warning of gcc, sparse
# or modpost, the kernel's tools find no fault in sources, comments and scripts, the CRCs
# are those that clients link against, and the generated netlink files match the
# netlink spec. Checks the files that git tracks. With "built", tests/build.sh has
# already built the modules.
# shellcheck disable=SC2317 # the checks are called by their names

set -eu
. "$(dirname "$0")/lib.sh"
cd "$(dirname "$0")/.."
top=$PWD

# The files that clients of release 1.0 were built with, unchanged.
frozen=tests/vm/release-1.0
# The files whose comments are documentation.
documented='include/linux/broker/*.h include/uapi/linux/*.h broker/*.[ch] broker/*/*.[ch] tools/brokerctl/*.[ch] tools/brokerctl/*/*.[ch]'

# Kernels with PREEMPT_RT. "make matrix" builds everything for them, this script only the broker.
realtime() {
	for headers in /usr/src/linux-headers-6.12*-rt-amd64; do
		[ ! -e "$headers" ] || echo "${headers##*/linux-headers-}"
	done
}

check_realtime() {
	dir=$top/build/lint/$1
	rm -rf "$dir"
	mkdir -p "$dir"
	git ls-files Kbuild broker include | cpio -pdm --quiet "$dir"
	build_modules "/usr/src/linux-headers-$1" "$dir" W=1 C=1 KBUILD_MODPOST_NOFINAL=1 2>&1
}

check_modules() { tests/build.sh "$1" 2>&1; }

# check_brokerctl COMPILER: brokerctl builds without a message.
check_brokerctl() {
	remembering make -s -B -C "$top/tools/brokerctl" O="$top/build/lint/brokerctl-$1" CC="$1" \
		CFLAGS='-O2 -Wshadow -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Werror' \
		all >build/lint/brokerctl.log 2>&1 || { sed "s|$place|$top|g" build/lint/brokerctl.log; return 1; }
}

# man(1) formats the manual page without a message.
check_manual() {
	for page in $(git ls-files '*.8'); do
		LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$page" 2>&1 >/dev/null
	done | grep . && return 1 || return 0
}

check_checkpatch() {
	# shellcheck disable=SC2046 # no name has blanks
	scripts/checkpatch.sh $(git ls-files '*.c' '*.h' ":!$frozen")
}

# Debian's Python has docutils; another one in PATH may not.
check_pages() { ! /usr/bin/python3 scripts/rst.py Documentation/*.rst 2>&1 | grep .; }

check_kernel_doc() {
	# shellcheck disable=SC2086 # they are patterns
	perl "$source/scripts/kernel-doc" -none -Wall -Werror $documented 2>&1
}

shell_scripts() { git grep -l -e '^#!/bin/sh' -- ':!*.md'; git ls-files '*.sh'; }

check_shellcheck() {
	shell_scripts | sort -u | xargs shellcheck -s sh &&
		git ls-files '*/completion/*' | xargs shellcheck -s bash
}
check_dash() { shell_scripts | sort -u | xargs -n 1 dash -n 2>&1; }

# Texts and the settings of git and editors need no tag. Elsewhere it is in the first
# line, or in the second if the first names an interpreter.
check_spdx() {
	untagged=$(git ls-files | grep -v -e '^LICENSES/' -e '^COPYING$' -e '^MAINTAINERS$' -e '\.md$' -e '\.symvers$' \
			-e '^\.git' -e '^\.editorconfig$' | while read -r file; do
		head -n 2 "$file" | grep -q 'SPDX-License-Identifier: ' || echo "$file: no SPDX tag"
	done)
	[ ! "$untagged" ] || { echo "$untagged"; return 1; }
}

check_paths() { ! git grep -nE '/(home|root|Users)/'; }
check_crcs() { scripts/crc-check.sh; }
check_floors() { scripts/floors.sh broker "build/$1/broker/broker"; }
check_rooms() { scripts/floors.sh brokerctl build/lint/brokerctl-gcc; }

# The files that clients of release 1.0 were built with never change.
check_release() {
	digest=$(git ls-files "$frozen" | grep -v README | LC_ALL=C sort | xargs cat | sha256sum)
	[ "${digest%% *}" = 321e2716c50d735d559a7c56e01603ae3187b832ba323782a77cecf4a089501a ] ||
		{ echo "$frozen: differs from release 1.0"; return 1; }
}

# The port of peer_memory_client, with two clients, is as short as claimed.
check_port() {
	lines=$(cd tests/vm/modules/peer_memory && cat peer_memory.h peer_core.c client.h peer_a.c peer_b.c | grep -c .)
	[ "$lines" -le 320 ] || { echo "tests/vm/modules/peer_memory: $lines lines, at most 320"; return 1; }
}
check_netlink() { scripts/netlink.sh --check; }
# One version, that of dkms.conf.
check_version() {
	version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
	for text in "broker/main.c:MODULE_VERSION(\"$version\")" "README.md:dkms install broker/$version" \
		"tools/brokerctl/brokerctl.8:\"broker $version\""; do
		grep -qF -e "${text#*:}" "${text%%:*}" || { echo "${text%%:*} lacks ${text#*:}"; return 1; }
	done
}

# Every verdict, and every reason up to its first value or comma, is explained.
# shellcheck disable=SC2016 # it is not for the shell
check_refusals() {
	{
		sed -n '/^    name: verdict/,/^  -$/s/^        name: \(.*\)/``\1``/p' Documentation/netlink/specs/broker.yaml |
			grep -vxF '``agreed``'
		perl -0ne 'print "$1\n" while /broker_reason\((?:[^"();]|\([^()]*\))*"(?:%s )?([^"%,(]*)/g;
			print "$1\n" while /^#define BROKER_SAYS_\w+\s+"([^"%,(]*)/mg' broker/*/*.[ch] | sed 's/ *$//'
	} | sort -u >build/lint/reasons
	[ "$(wc -l <build/lint/reasons)" -ge 25 ] || { cat build/lint/reasons; return 1; }
	! while read -r reason; do
		grep -qF -e "$reason" Documentation/refusals.rst || echo "refusals.rst: not a word about: $reason"
	done <build/lint/reasons | grep .
}

checks() {
	for release in $(releases); do
		[ "$1" ] || echo check_modules "$release"
		echo check_floors "$release"
	done
	for release in $(realtime); do
		echo check_realtime "$release"
	done
	echo check_brokerctl gcc
	echo check_rooms
	echo check_brokerctl clang
	echo check_manual
	echo check_checkpatch
	echo check_kernel_doc
	echo check_pages
	echo check_shellcheck
	echo check_dash
	echo check_spdx
	echo check_paths
	echo check_crcs
	echo check_release
	echo check_port
	echo check_netlink
	echo check_version
	echo check_refusals
}

case "$#${1-}" in
0 | 1built) ;;
*) die "usage: ${0##*/} [built]" ;;
esac
for tool in sparse shellcheck dash cpio perl man; do
	command -v $tool >/dev/null || die "install the package $tool"
done
source=$(scripts/source.sh 6.12)
mkdir -p build/lint
checks "${1-}" >build/lint/checks
echo "KTAP version 1"
echo "1..$(wc -l <build/lint/checks)"
number=0 failed=0
while read -r check; do
	number=$((number + 1))
	if report=$($check </dev/null); then
		echo "ok $number ${check#check_}"
	else
		echo "not ok $number ${check#check_}"
		printf '%s\n' "$report" | sed 's/^/# /'
		failed=1
	fi
done <build/lint/checks
exit $failed
