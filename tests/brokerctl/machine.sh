# SPDX-License-Identifier: GPL-2.0-only
# The modules installed on a machine, and the modules loaded there.
# shellcheck shell=sh disable=SC2154

root=$work/judged
place=$root/lib/modules/$release
mkdir -p "$place/kernel" "$place/updates"
ln -s "$build" "$place/build"
cp "$bar" "$foo" "$modules/broker.ko" "$direct_foo" "$direct_bar" "$place/updates"

# installed LINE...: modules.dep
installed() {
	printf '%s\n' "$@" >"$place/modules.dep"
	judge --installed --kernel "$release" --root "$root"
}
named='[.modules[].module] | sort | join(",")'

installed 'updates/direct_bar.ko:'
expect 'nothing that takes part' 3 '.modules | length' 0
result 'and that is said' "$(grep -vx "brokerctl: nothing was checked: no module installed for $release takes part in the broker" "$work/err")"
judge --installed --all --kernel "$release" --root "$root"
expect 'all from outside of the tree' 0 "$named" direct_bar
installed 'updates/direct_foo.ko:'
judge --installed --all --kernel "$release" --root "$root"
expect 'are held against the kernel' 1 "$problems" 'direct_foo: Unknown symbol direct_bar_write (err -2)'

# The kernel's own are opened only if they depend on the broker.
: >"$place/kernel/own.ko"
cp "$foo" "$place/kernel"
printf 'kernel/%s.ko\n' own foo >"$place/modules.order"
installed 'kernel/own.ko.xz: kernel/other.ko' 'kernel/own.ko:' 'kernel/foo.ko: updates/broker.ko.zst' 'updates/bar.ko: updates/broker.ko'
expect 'who depends on the broker' 0 "$named" bar,foo "$chosen" 'foo > bar' '.unreadable | length' 0
installed 'updates/direct_bar.ko:' 'updates/bar.ko:'
expect 'or is not of the kernel' 0 "$named" bar

# A module that is involved, and imports from one that is not and is rejected.
objcopy -O binary -j .modinfo "$modules/shape/shape_1_0.ko" "$work/modinfo"
tr '\0' '\n' <"$work/modinfo" | grep '^broker_' >"$work/rows"
objcopy -O binary -j .modinfo "$direct_foo" "$work/modinfo"
tr '\n' '\0' <"$work/rows" >>"$work/modinfo"
objcopy --update-section .modinfo="$work/modinfo" "$direct_foo" "$place/updates/direct_foo.ko"
rejected "$direct_bar"
cp "$work/rejected/direct_bar.ko" "$place/updates"
rejected "$work/sets/giver.ko"
cp "$work/rejected/giver.ko" "$place/updates"
installed 'updates/giver.ko:' 'updates/direct_bar.ko:' 'updates/direct_foo.ko: updates/direct_bar.ko'
expect 'an exporter that takes no part is rejected' 1 '[.problems[].module] | join(",")' direct_bar,direct_foo "$named" direct_foo

# The kernel that runs on the machine.
mkdir -p "$root/proc/sys/kernel" "$root/sys/module/module/parameters" "$root/sys/module/bar/notes" "$root/sys/kernel/security"
echo "$release" >"$root/proc/sys/kernel/osrelease"
echo N >"$root/sys/module/module/parameters/sig_enforce"
echo 'none [integrity] confidentiality' >"$root/sys/kernel/security/lockdown"
echo 'updates/bar.ko:' >"$place/modules.dep"
judge --installed --root "$root"
expect 'a kernel that is locked down' 1 '.problems[0].errno' EPERM \
	"$problems" 'Lockdown: modprobe: unsigned module loading is restricted; see man kernel_lockdown.7'
echo '[none] integrity confidentiality' >"$root/sys/kernel/security/lockdown"
echo Y >"$root/sys/module/module/parameters/sig_enforce"
judge --installed --root "$root"
expect 'one that was told to take signed modules only' 1 "$problems" 'Loading of unsigned module is rejected'
echo 0.0.0 >"$root/proc/sys/kernel/osrelease"
judge --installed --kernel "$release" --root "$root"
expect 'another kernel than the one that runs' 0 "$problems" ''
echo "$release" >"$root/proc/sys/kernel/osrelease"
echo N >"$root/sys/module/module/parameters/sig_enforce"
note=$root/sys/module/bar/notes/.note.gnu.build-id
objcopy -O binary -j .note.gnu.build-id --set-section-flags .note.gnu.build-id=alloc "$bar" "$note"
echo live >"$root/sys/module/bar/initstate"
judge --installed --root "$root"
expect 'the build that is loaded' 0 "$problems" '' "$remarks" 'bar has no signature: it would taint the kernel'
printf '\377' | dd of="$note" bs=1 seek=20 conv=notrunc status=none
judge --installed --root "$root"
expect 'another build is loaded' 1 '.problems[0].errno' EEXIST '.problems[0].line | test("^bar: another build is loaded.*: build id [0-9a-f]*, that of the file is ")' true
rm "$root/sys/module/bar/initstate"
judge --installed --root "$root"
expect 'one that is built in' 0 "$problems" ''

# The signer, and the keys that the kernel has.
openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=Acme modules/' -days 1 -outform DER \
	-keyout "$work/key" -out "$work/certificate" 2>"$work/openssl.log" || die "$(cat "$work/openssl.log")"
"$build/scripts/sign-file" sha256 "$work/key" "$work/certificate" "$place/updates/bar.ko"
key() { printf '%s I------     1 perm 1f030000     0     0 asymmetri %s: X509.rsa 2cbb419e []\n' 0dbe9e17 "$1" >"$root/proc/keys"; }
key 'Acme: 6ccece7e'
judge --installed --root "$root"
expect 'a module whose signer the kernel does not know' 0 "$remarks" "bar is signed by 'Acme modules', whose key the kernel does not have"
key 'Acme modules: 6ccece7e'
judge --installed --root "$root"
expect 'one that it knows' 0 "$remarks" ''
echo '0815295b I------     1 perm 1f030000     0     0 keyring   .dns_resolver: empty' >"$root/proc/keys"
judge --installed --root "$root"
expect 'and one whose keys cannot be seen' 0 "$remarks" ''
