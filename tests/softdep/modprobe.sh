# SPDX-License-Identifier: GPL-2.0-only
# How modprobe uses the file that "brokerctl softdep" writes, and rows in other places.
# shellcheck shell=sh disable=SC2154

lacks() { echo "$1: no softdep row in effect has 'pre: broker:$2': modprobe loads no provider"; }

shape_user=$modules/shape/shape_user.ko shape_1_0=$modules/shape/shape_1_0.ko
shape_row='softdep shape_user pre: broker:shape-1'

installed "$broker" "$foo" "$bar" "$shape_user" "$shape_1_0"
loads 'a row of the module itself' foo 'broker bar foo'
loads 'without a row the provider is not known' shape_user 'broker shape_user'
remarks 'which is remarked of what is installed' "$(lacks shape_user shape-1)" \
	--installed --root "$root" --kernel "$release"
softdep 'a row for the module that has none' 0 "$shape_row" ''
loads 'makes it known' shape_user 'broker shape_1_0 shape_user'
loads 'and changes nothing for the other' foo 'broker bar foo'
remarks 'nothing is left to remark' '' --installed --root "$root" --kernel "$release"
was=$(stat -c %i:%a "$file")
softdep 'the same again' 0 "$shape_row" ''
result 'the file is left alone, and readable for all' \
	"$(case $(stat -c %i:%a "$file") in "${was%:*}:644") ;; *) stat "$file" ;; esac)"

# The names of the files decide, including depmod's modules.softdep.
echo 'softdep shape_user pre: bar' >"$root/etc/modprobe.d/local.conf"
loads 'the row of an administrator wins' shape_user 'broker bar shape_user'
rm "$root/etc/modprobe.d/local.conf"
ln -s /dev/null "$root/etc/modprobe.d/zz-broker.conf"
loads 'a link to /dev/null hides the file' shape_user 'broker shape_user'
rm "$root/etc/modprobe.d/zz-broker.conf"
echo 'softdep foo pre: shape_1_0' >>"$file"
loads 'a row of the module wins over one left in the file' foo 'broker bar foo'
softdep 'which is put right' 0 "$shape_row" ''

# Blacklists apply to requested aliases, not to softdep rows.
echo 'blacklist shape_1_0' >"$root/etc/modprobe.d/local.conf"
loads 'the alias of a blacklisted module does not count for autoload' broker:shape-1 ''
loads 'it does for a softdep row' shape_user 'broker shape_1_0 shape_user'
loads 'as for one of the module itself' foo 'broker bar foo'
add "$release" "$modules/shape/shape_1_1.ko"
echo 'softdep shape_user pre: shape_1_1' >>"$root/etc/modprobe.d/local.conf"
loads 'a row of the administrator says which provider' shape_user 'broker shape_1_1 shape_user'
rm "$root/lib/modules/$release/updates/shape_1_1.ko"
echo 'install shape_1_0 /bin/false' >"$root/etc/modprobe.d/local.conf"
depmod -b "$root" "$release"
loads 'an install command keeps it out' shape_user 'broker install /bin/false shape_user'
rm "$root/etc/modprobe.d/local.conf"

# Several kernels, one file.
mkdir -p "$root/lib/modules/1.0-other/kernel"
cp "$modules/life/minimal_pin.ko" "$root/lib/modules/1.0-other/kernel/"
add 1.0-other "$broker" "$(edited "$shape_user" '/^softdep=/d')"
xz -c "$modules/link/well_pin.ko" >"$root/lib/modules/1.0-other/updates/well_pin.ko.xz"
softdep 'of all kernels, compressed, but not of what is theirs' 0 "$shape_row
softdep well_pin pre: broker:well-1" "well_pin: no installed module has the alias 'broker:well-1'"
result 'the modules are counted' "$(jq -r .summary "$work/json" | grep -v ', 2 modules$')"
rm -r "$root/lib/modules/1.0-other"

# The clients, unchanged.
installed "$broker" "$modules/p2pmem/p2p_gpu.ko" "$modules/p2pmem/p2p_nic.ko" "$modules/p2pmem/p2p_peer.ko" \
	"$modules/integrity/bri.ko" "$modules/integrity/digest_kernel.ko" "$modules/integrity/digest_plain.ko"
loads 'p2p_nic wants the peer, and that the GPU' p2p_nic 'broker p2p_gpu p2p_peer p2p_nic'
loads 'bri wants a provider' bri "$(would_load broker:block_digest-1) bri"
softdep 'the others need none' 0 '' ''
installed "$broker" "$shape_user" "$shape_1_0"

# A failure is reported, and the rest is done.
echo damaged >"$root/lib/modules/$release/updates/damaged.ko"
rm -f "$file"
softdep 'a file that is no module' 2 "$shape_row" ''
result 'one is one module' "$(jq -r .summary "$work/json" | grep -v ': written, 1 module$')"
rm "$root/lib/modules/$release/updates/damaged.ko" "$root/lib/modules/$release/updates/shape_user.ko"
depmod -b "$root" "$release"
softdep 'the last one goes, and the file with it' 0 '' ''
result 'it says so' "$(jq -r .summary "$work/json" | grep -v ': removed, 0 modules$')"
softdep 'and none is made' 0 '' ''
result 'no file is left' "$(find "$root/lib/modprobe.d" -type f)"

failing() {	# WHAT TEXT
	brokerctl softdep --root "$root"
	result "$1" "$(echo "$status $(cat "$work/out" "$work/err")" | grep -v "^2 brokerctl: .*$2$")"
}
installed "$broker" "$shape_user"
rmdir "$root/lib/modprobe.d"
softdep 'modprobe.d is made where it is not' 0 "$shape_row" "shape_user: no installed module has the alias 'broker:shape-1'"
rm -r "$root/lib/modprobe.d"
touch "$root/lib/modprobe.d"
failing 'a file that cannot be written' 'cannot be written: Not a directory'
rm -r "$root/lib/modules"
failing 'no modules at all' 'cannot be read: No such file or directory'
