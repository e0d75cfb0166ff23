# SPDX-License-Identifier: GPL-2.0-only
# The providers that mkinitramfs includes, and a disk in such an initramfs.
# shellcheck shell=sh disable=SC2154

conf=$work/conf
mkdir -p "$conf/conf.d" "$conf/hooks" "$conf/scripts/init-premount"
printf '%s\n' MODULES=list BUSYBOX=auto COMPRESS=gzip >"$conf/initramfs.conf"

# mkinitramfs reads there which compressions the kernel supports.
kernel_dir=$("$top/scripts/kernel.sh" "$release")
mkdir "$work/boot.d"
cp "$kernel_dir/config" "$work/boot.d/config-$release"

# Our modules in an initramfs with these: packed MODULE...
# It is made with the root's modules and configuration mounted over the machine's own.
packed() {
	printf '%s\n' "$@" >"$conf/modules"
	# shellcheck disable=SC2016,SC2046 # of the other shell; it may be nothing
	unshare $([ "$(id -u)" = 0 ] || echo -r) -m sh -euc '
		mount --bind "$1/lib/modules/$2" "/lib/modules/$2"
		mount --bind "$1/lib/modprobe.d" /lib/modprobe.d
		mount --bind "$1/etc/modprobe.d" /etc/modprobe.d
		mount --bind "$5" /boot
		exec mkinitramfs -d "$3" -o "$4" "$2"' \
		sh "$root" "$release" "$conf" "$work/initramfs" "$work/boot.d" >"$work/log" 2>&1 || cat "$work/log"
	lsinitramfs "$work/initramfs" | sed -n 's/.*\/updates\/\(.*\)\.ko$/\1/p' | sort | xargs
}

# packs WHAT EXPECTED MODULE...
packs() {
	what=$1 expected=$2
	shift 2
	got=$(packed "$@")
	[ "$got" = "$expected" ] && got= || got="an initramfs with $* has '$got', expected '$expected'"
	result "$what" "$got"
}

installed "$broker" "$foo" "$bar" "$shape_user" "$shape_1_0" "$modules/integrity/bri.ko" \
	"$modules/integrity/digest_plain.ko"
packs 'mkinitramfs without our file' 'bar broker foo shape_user' foo shape_user
brokerctl softdep --root "$root"

# The initramfs itself loads the configured modules, here the disk, and then runs this.
cat >"$conf/scripts/init-premount/disk" <<'END'
#!/bin/sh
[ "$1" != prereqs ] || exit 0
cut -d ' ' -f 1,3,4 /proc/modules | sed 's/^/module: /'
echo text | dd of=/dev/bri0 bs=4096 count=1 conv=sync oflag=direct && echo "disk: $(dd if=/dev/bri0 bs=4096 count=1)"
cat /lib/modprobe.d/zz-broker.conf
echo o >/proc/sysrq-trigger
sleep 60
END
chmod +x "$conf/scripts/init-premount/disk"
packs 'mkinitramfs with it, and a disk with a row of its own' \
	'bar bri broker digest_plain foo shape_1_0 shape_user' bri foo shape_user

# There is no time limit.
: >"$work/serial"
"${QEMU:-qemu-system-x86_64}" -accel tcg -m 512M -nodefaults -no-user-config -display none -no-reboot \
	-kernel "$kernel_dir/vmlinuz" -initrd "$work/initramfs" \
	-append 'console=ttyS0 panic=-1' -serial "file:$work/serial" </dev/null >"$work/qemu" 2>&1 || :
tr -d '\r' <"$work/serial" >"$work/boot"
booted() { result "$1" "$(grep -q "$2" "$work/boot" || tail -n 40 "$work/boot" "$work/qemu")"; }
booted 'the disk works in the initramfs' '^disk: text'
booted 'and its provider was loaded there' '^module: digest_plain'
booted 'and so was that of a module without a row' '^module: shape_1_0 1 '
booted 'the file is in the initramfs, too' "^$shape_row\$"
