#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: build.sh RELEASE OUTDIR [FAMILY]
# Builds the modules that the scenarios load, for one kernel: the broker, the families of
# clients/ and the test modules, each in a directory of its own that has nothing
# of the others except the files that "make install-dev" installs. Or the broker and one family
# only, or "broker" alone.

set -eu
. "$(dirname "$0")/../../scripts/lib.sh"

[ $# -eq 2 ] || [ $# -eq 3 ] || die "usage: ${0##*/} RELEASE OUTDIR [FAMILY]"
release=$1
out=$2
top=$(cd "$(dirname "$0")/../.." && pwd)
trees=$top/build/$release
dev=$trees/dev/share/broker
build=$(build_dir "$release")
guest_cc=$(guest_cc "$release")
built_against "$build" "$trees"
mkdir -p "$out"

# tree NAME SOURCE...: a copy to build in; unchanged files keep their
# dates, so that make has nothing to do for them. Nothing is left of deleted sources.
tree() {
	name=$1; shift
	mkdir -p "$trees/$name"
	for source; do
		from=$top/$(dirname "$source")
		(cd "$from" && find "${source##*/}" -type f) | while read -r file; do
			to=$trees/$name/$file
			cmp -s "$from/$file" "$to" && continue
			mkdir -p "${to%/*}"
			cp "$from/$file" "$to"
		done
		find "$trees/$name/${source##*/}" -name '*.c' ! -name '*.mod.c' | while read -r file; do
			[ -e "$from/${file#"$trees/$name/"}" ] || rm -f "$file" "${file%.c}.o"
		done
	done
}

# modules TREE DIR [VARIABLE=...]: build DIR of a tree
modules() {
	dir=$trees/$1${2:+/$2}; shift 2
	build_modules "$build" "$dir" BROKER="$dev" "$@" || die "${dir#"$trees"/} does not build for $release"
}

# together TREE DIR... [VARIABLE=...]: build several folders of a tree, in one run of make,
# which takes seconds even if there is nothing to do
together() {
	name=$1 kbuild=
	shift
	while [ $# -gt 0 ] && case $1 in *=*) false ;; esac; do
		kbuild="$kbuild${kbuild:+ }$1/"
		shift
	done
	# shellcheck disable=SC2016 # for make
	printf 'obj-m := %s\ninclude $(BROKER)/broker.mk\n' "$kbuild" >"$trees/Kbuild"
	cmp -s "$trees/Kbuild" "$trees/$name/Kbuild" || cp "$trees/Kbuild" "$trees/$name/Kbuild"
	modules "$name" '' "$@"
}

# The kernel's modules that digest_kernel needs are copied, unless they are built in.
integrity() {
	tree integrity clients/integrity
	together integrity/integrity bri digest_kernel digest_plain digest_wrong
	install integrity integrity integrity
	kernel=$("$top/scripts/kernel.sh" "$release")
	[ ! -d "$kernel/modules" ] || find "$kernel/modules" -type f -exec cp -t "$out/integrity" {} +
}

# install TREE DIR SET: copy the modules that were built there
install() {
	mkdir -p "$out/$3"
	find "$trees/$1/$2" -name '*.ko' -exec cp -u -t "$out/$3" {} +
}

say BUILD "modules for $release"
tree broker Kbuild broker include
modules broker .
install broker broker .
make -s -C "$top" install-dev PREFIX=/ DESTDIR="$trees/dev"
[ "${3-}" != broker ] || exit 0

if [ "${3-}" = integrity ]; then
	integrity
	exit
fi

# Each module of foobar in a tree of its own, with the header they share.
for module in bar foo direct_bar; do
	tree $module clients/foobar/$module clients/foobar/include
	modules $module $module
	install $module $module foobar
done

# The modules of p2pmem, as three vendors have them, and two more of the one in the middle: one
# to be loaded in addition, and one that forgets to unregister.
p2pmem() {	# SET [VARIABLE=...]
	set=$1
	shift
	for module in gpu nic peer; do
		tree "$set" clients/p2pmem/$module clients/p2pmem/include
	done
	together "$set" gpu nic peer "$@"
	for module in gpu nic peer; do
		install "$set" $module "$set"
	done
}
p2pmem p2pmem
# As they were first released.
p2pmem p2pmem-first P2P_FLAGS=-DP2P_FIRST_RELEASE
tree p2pmem-beside clients/p2pmem/peer clients/p2pmem/include
modules p2pmem-beside peer P2P_NAME=p2p_peer_beside
install p2pmem-beside peer p2pmem
forgetful=p2pmem-forgetful/peer
tree $forgetful clients/p2pmem/include
tree $forgetful/peer clients/p2pmem/peer/Kbuild
sed '/^static void __exit/,/^}/{/unregister\|WARN_ON/d}' "$top/clients/p2pmem/peer/peer.c" >"$trees/forgetful.c"
cmp -s "$trees/forgetful.c" "$trees/$forgetful/peer/peer.c" ||
	cp "$trees/forgetful.c" "$trees/$forgetful/peer/peer.c"
modules $forgetful peer P2P_NAME=p2p_peer_forgetful
install $forgetful peer p2pmem
$guest_cc -O2 -Wall -static -pthread -D_GNU_SOURCE -I "$top/clients/p2pmem/include" \
	-o "$out/p2pmem/p2pmem" "$top"/clients/p2pmem/tool/*.c

# A bus and its drivers, each from another vendor; and a second bus, to be loaded in
# addition to the first.
for module in core thermo volt; do
	tree bus clients/bus/$module clients/bus/include
done
together bus core thermo volt
for module in core thermo volt; do
	install bus $module bus
done
tree bus-beside clients/bus/core clients/bus/include
modules bus-beside core BUS_NAME=chip_bus_beside BUS_FLAGS=-DBUS_PRIORITY=1
install bus-beside core bus

# A NIC and a driver above it, each from another vendor; a second NIC, to be loaded in addition
# to the first; one of each that forgets to unregister; and a driver above whose header has
# parameters in another order.
lan_changed() {	# MODULE NAME FILE SED_SCRIPT
	lan_tree=$trees/$2/$1
	(cd "$top/clients/lan" && find "$1" include -type f) | while read -r file; do
		mkdir -p "$lan_tree/${file%/*}"
		if [ "$file" = "$3" ]; then
			sed "$4" "$top/clients/lan/$file"
		else
			cat "$top/clients/lan/$file"
		fi >"$trees/lan-changed"
		cmp -s "$trees/lan-changed" "$lan_tree/$file" || cp "$trees/lan-changed" "$lan_tree/$file"
	done
	! cmp -s "$top/clients/lan/$3" "$lan_tree/$3" || die "$3 cannot be changed with: $4"
	modules "$2/$1" "$1" LAN_NAME="$2" RDMA_NAME="$2"
	install "$2/$1" "$1" lan
}
for module in nic rdma; do
	tree lan clients/lan/$module clients/lan/include
done
together lan nic rdma
install lan nic lan
install lan rdma lan
tree lan-beside clients/lan/nic clients/lan/include
modules lan-beside nic LAN_NAME=lan_nic_beside LAN_FLAGS=-DLAN_PRIORITY=1
install lan-beside nic lan
lan_changed nic lan_nic_forgetful nic/nic.c 's/broker_provider_unregister(&port->provider);/-EBUSY;/'
lan_changed rdma lan_rdma_forgetful rdma/rdma.c '/^static void __exit/,/^}/{/unregister(&rdma)/d}'
lan_changed rdma lan_rdma_swapped include/lan_port.h '/ post,/s/u32 queue, u64 cookie/u64 cookie, u32 queue/'

sets='shape drift life bad old link duplex request instance device peer_memory late many first shells'
for set in $sets; do
	tree test "tests/vm/modules/$set"
done
tree test/bus-drivers tests/vm/modules/bus clients/bus/include
# shellcheck disable=SC2086 # several
together test $sets bus-drivers/bus BUS_INCLUDE="$trees/test/bus-drivers/include"
for set in $sets; do
	install test "$set" "$set"
done
install test bus-drivers/bus bus

# Copies of two of them under other names.
for number in $(seq 100 $((${SHELLS:-10} + 99))); do
	for module in shell_from shell_to; do
		LC_ALL=C sed "s/${module}_nn/${module}_${number#1}/g" \
			"$trees/test/shells/${module}_nn.ko" >"$out/shells/${module}_${number#1}.ko"
	done
done

# The command, built on this machine for the guests.
command=$top/build/brokerctl
if is_foreign "$release"; then
	command=$command-${release##*-}
	system=$(system_dir "$release")
	export PKG_CONFIG_SYSROOT_DIR="$system"
	PKG_CONFIG_LIBDIR=$system/usr/lib/$(triplet "$release")/pkgconfig:$system/usr/share/pkgconfig
	export PKG_CONFIG_LIBDIR
fi
# Builds for several kernels run in parallel.
flock "$top/build/command.lock" make -s -C "$top/tools/brokerctl" O="$command" CC="$guest_cc" >&2
mkdir -p "$out/brokerctl"
cmp -s "$command/brokerctl" "$out/brokerctl/brokerctl" || cp "$command/brokerctl" "$out/brokerctl/"

# nltest talks to the netlink family; its fuzzer draws from a table generated from the spec.
say BUILD nltest
mkdir -p "$trees/netlink" "$out/netlink"
awk -f "$top/tests/netlink/table.awk" "$top/Documentation/netlink/specs/broker.yaml" \
	>"$trees/netlink/table-rows.h"
$guest_cc -O2 -Wall -static -I"$trees/netlink" -I"$top/include/uapi" \
	-o "$out/netlink/nltest" "$top"/tests/netlink/*.c

# The broker of release 1.0, written for kernels of its time. It is built if this tree is a repository
# of its own, not a copy in one, and its history has that release; otherwise the reason is recorded.
why_no_first_release() {
	case $release in
	5.* | 7.* | gendwarfksyms) echo 'release 1.0 does not build for this kernel' ;;
	*)	prefix=$(git -C "$top" rev-parse --show-prefix 2>&1) || {
			echo "release 1.0 is not to be had: $prefix" | head -n 1
			return
		}
		[ -z "$prefix" ] && git -C "$top" cat-file -e 2174dad 2>/dev/null ||
			echo 'this clone lacks commit 2174dad, release 1.0' ;;
	esac
}
mkdir -p "$out/broker-1.0"
why_no_first_release >"$out/broker-1.0/absent"
if [ ! -s "$out/broker-1.0/absent" ]; then
	rm "$out/broker-1.0/absent"
	# Kbuild is moved there last.
	[ -e "$trees/broker-1.0/Kbuild" ] || {
		mkdir -p "$trees/broker-1.0"
		git -C "$top" archive -o "$trees/broker-1.0.tar" 2174dad broker include Kbuild
		tar -xmf "$trees/broker-1.0.tar" -C "$trees/broker-1.0" --transform='s/^Kbuild$/Kbuild.new/'
		mv "$trees/broker-1.0/Kbuild.new" "$trees/broker-1.0/Kbuild"
		rm "$trees/broker-1.0.tar"
	}
	modules broker-1.0 .
	install broker-1.0 . broker-1.0
fi

# The broker as built for kernels without debugfs.
tree no-debugfs Kbuild broker include
echo '#undef CONFIG_DEBUG_FS' >"$trees/no-debugfs/undef.h"
modules no-debugfs . KCFLAGS="-include $trees/no-debugfs/undef.h"
install no-debugfs . no-debugfs

# The rest is for examples, releases, tools and the loader: check-debug.sh leaves that out.
! is_debug "$release" || exit 0
integrity

# The same bar, with other structs, in another place.
tree elsewhere/bar_with_history clients/foobar/bar clients/foobar/include
modules elsewhere/bar_with_history bar BAR_FLAGS=-DBAR_HISTORY
install elsewhere/bar_with_history bar foobar-rebuilt
tree elsewhere/direct_bar_with_history clients/foobar/direct_bar clients/foobar/include
modules elsewhere/direct_bar_with_history direct_bar BAR_FLAGS=-DBAR_HISTORY
install elsewhere/direct_bar_with_history direct_bar foobar-rebuilt

# The control: with the symvers of direct_bar, and without, which causes a warning of modpost.
tree direct_foo clients/foobar/direct_foo clients/foobar/include
modules direct_foo direct_foo DIRECT_BAR_SYMVERS="$trees/direct_bar/direct_bar/Module.symvers"
install direct_foo direct_foo foobar
tree direct_foo_alone clients/foobar/direct_foo clients/foobar/include
# shellcheck disable=SC2086 # several
kernel_make "$build" -s M="$trees/direct_foo_alone/direct_foo" BROKER="$dev" $no_debug_info KBUILD_MODPOST_WARN=1 \
	modules >"$trees/direct_foo_alone.log" 2>&1 || {
	cat "$trees/direct_foo_alone.log" >&2
	die "direct_foo_alone does not build for $release"
}
install direct_foo_alone direct_foo foobar-alone

# The last of the sets again, as clients of release 1.0 are built, which had only one list of CRCs.
mkdir -p "$out/first-1.0"
rm -f "$out/first-1.0/absent"
case $(crc_list "$build") in
*/broker-gendwarfksyms-*) echo 'release 1.0 has no CRCs of gendwarfksyms' >"$out/first-1.0/absent" ;;
esac
! grep -q '^CONFIG_RANDSTRUCT=y' "$build/include/config/auto.conf" ||
	echo 'headers of release 1.0 let this kernel shuffle structs' >"$out/first-1.0/absent"
if [ ! -e "$out/first-1.0/absent" ]; then
	tree release-1.0 tests/vm/release-1.0 tests/vm/modules/first
	modules release-1.0 first BROKER="$trees/release-1.0/release-1.0"
	install release-1.0 first first-1.0
fi

# The modules that README.md and the other pages print, and variants.
"$top/tests/docs/build.sh" "$release" "$out"

tree bench tests/bench
modules bench bench
install bench bench bench

# modpost builds no proprietary user of the broker, so one is made by hand: the
# loader checks the same license string.
mkdir -p "$out/proprietary"
LC_ALL=C sed 's/license=GPL/license=Own/' "$out/foobar/foo.ko" >"$out/proprietary/foo.ko"
