# SPDX-License-Identifier: GPL-2.0-only
# Each client of each family loads into the kernel that it was built for, and not into another, as brokerctl predicted.
# Time: 200 s
. /vm/bri.sh

# Linux 6.12 checks this before anything else, and only the kernel has the size.
other_size='.gnu.linkonce.this_module section size must match'

# said FILE SED-SCRIPT: from the prediction for the file
said() { sed -n "s,^$1  *\\(E[A-Z0-9]*\\)  *\\(.*\\),$2,p" /tmp/said | head -n 1; }

# judge FILE...: as if all were loaded, in this order
judge() {
	status=0
	/modules/brokerctl check "$@" --kernel /modules/kernel >/tmp/said || status=$?
}

# meet FILE [PARAMETER]: a line of the table
meet() {
	errno=$(said "$1" '\1')
	line=$(said "$1" '\2')
	before=$(dmesg | wc -l)
	got=$(finit load "$1" "${2-}")
	[ "$got" = "${errno:-OK}" ] || fail "$1: $got, brokerctl said ${errno:-OK}: $(dmesg | tail -n 3)"
	[ -z "$line" ] || dmesg | tail -n "+$((before + 1))" | grep -qF -e "$line" -e "$other_size" ||
		fail "$1: the kernel did not say: $line"
	tell "${1#/modules/} on $(uname -r): $got${line:+, $line}"
}

# refused FILE...: all of them were built for another kernel
refused() {
	judge "$@"
	[ $status = 1 ] || fail "those of another kernel: brokerctl ends with $status"
	for file; do
		meet "$file"
		[ "$got" != OK ] || fail "$file is of another kernel"
	done
}

own='foobar/bar foobar/foo foobar/direct_bar foobar/direct_foo integrity/digest_plain integrity/digest_kernel
	integrity/digest_wrong integrity/bri p2pmem/p2p_gpu p2pmem/p2p_nic p2pmem/p2p_peer p2pmem/p2p_peer_beside
	bus/chip_bus bus/chip_bus_beside bus/chip_thermo bus/chip_volt lan/lan_nic lan/lan_nic_beside lan/lan_rdma'
files='' reversed=''
for name in $own; do
	files="$files /modules/$name.ko"
	reversed="${name#*/} $reversed"
done
load broker.ko
crc_library
# shellcheck disable=SC2086 # no name has blanks
judge /modules/broker.ko $files
[ $status = 0 ] || fail "those of this kernel: brokerctl ends with $status, $(cat /tmp/said)"
for file in $files; do
	case $file in
	*/bri.ko) meet "$file" size_mb=32 ;;
	*) meet "$file" ;;
	esac
	[ "$got" = OK ] || fail "$file is of this kernel: $got"
done
for name in $reversed; do
	unload "$name"
done

# shellcheck disable=SC2046 # no name has blanks
set -- $(find /modules/strangers -mindepth 2 -name '*.ko' | sort)
# shellcheck disable=SC2086 # no name has blanks
[ "$*" = "$(printf '/modules/strangers/%s.ko\n' $own | sort | paste -sd ' ')" ] ||
	fail "not the same files of another kernel: $*"
refused "$@"
unload broker
refused /modules/strangers/broker.ko
no_crc_library
