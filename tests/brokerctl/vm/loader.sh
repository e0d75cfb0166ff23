# SPDX-License-Identifier: GPL-2.0-only
# The module loader does and prints what brokerctl predicted.
# Unchecked: a proprietary module, and one without versions, which taints the kernel
# Time: 120 s

# Linux 6.12 checks this before anything else, and only the kernel has the size.
other_size='.gnu.linkonce.this_module section size must match'

# The kernel prints once that it is tainted, the rest each time.
said() {
	case $1 in
	*'kernel tainted.') dmesg | grep -qF -e "$1" && return ;;
	esac
	dmesg | tail -n "+$((before + 1))" | grep -qF -e "$1"
}

meet() {
	status=0
	/modules/brokerctl check /modules/broker.ko /modules/foobar/bar.ko "/modules/$direct_bar" \
		"/modules/$1" --kernel /modules/kernel >/tmp/said || status=$?
	errno=$(sed -n "s,^/modules/$1  *\(E[A-Z0-9]*\)  .*,\1,p" /tmp/said | head -n 1)
	sed -n "s,^/modules/$1  *[-A-Z0-9]*  *,,p" /tmp/said >/tmp/lines
	before=$(dmesg | wc -l)
	got=$(finit load "/modules/$1" "")
	[ "$got" = "${errno:-OK}" ] || fail "$1: $got, brokerctl said ${errno:-OK}: $(dmesg | tail -n 3)"
	case $got$status in
	OK0)	unload foo ;;
	OK*|*0)	fail "$1: $got, brokerctl ends with $status" ;;
	esac
	while read -r line; do
		said "$line" || { [ "$1" = loader/other-kernel.ko ] && said "$other_size"; } ||
			fail "$1: the kernel did not say: $line"
		tell "$1: $line"
	done </tmp/lines
}

load broker.ko
load foobar/bar.ko
direct_bar=foobar/direct_bar.ko
load $direct_bar
meet foobar/foo.ko
for file in /modules/loader/*.ko; do
	meet "loader/$(basename "$file")"
done
unload direct_bar
direct_bar=namespace/direct_bar.ko
load $direct_bar
meet foobar/direct_foo.ko
unload direct_bar
unload bar
unload broker
