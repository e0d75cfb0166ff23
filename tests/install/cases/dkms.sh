# SPDX-License-Identifier: GPL-2.0-only
# DKMS adds, builds, installs and removes it for each kernel, in trees of its own. The files that
# clients build with are installed with the first kernel and removed with the last.
# shellcheck shell=sh disable=SC2154

. "$here/lib.sh"
command -v dkms >/dev/null || skip 'no dkms'
# DKMS creates a signing key, in these private folders.
private "$0" '/lib/modules /usr/local /usr/src /var/lib/dkms'

root=$PWD/root
mkdir dkms src
copy tree
# shellcheck disable=SC2046 # several
skeleton "$root" $(releases)
for release in $(releases); do
	depmod -b "$root" "$release"
done
listing "$root" >before
# As in a system service, without HOME.
dkms_here() {
	env -u HOME dkms "$@" --dkmstree "$PWD/dkms" --sourcetree "$PWD/src" --installtree "$root/lib/modules" --no-depmod
}
version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' tree/dkms.conf)

dkms_here add "$PWD/tree"
for release in $(releases); do
	dkms_here build "broker/$version" -k "$release"
	dkms_here install "broker/$version" -k "$release"
	would_load "$root" "$release" updates/dkms
done
listing "$root" >installed
files_wanted "$release" | grep share/broker >wanted
grep '^644 .*share/broker/' installed >got
sort wanted | same /dev/stdin got

make -s -C "$(headers "$release")" M="$PWD/tree/clients/foobar/bar" BROKER="$root/usr/local/share/broker" modules
[ -e tree/clients/foobar/bar/bar.ko ] || fail 'no client is built with what DKMS installed'

dkms_here remove "broker/$version" -k "$release"
[ -e "$root/usr/local/share/broker/broker.mk" ] || fail 'gone although another kernel has the module'
dkms_here remove "broker/$version" --all
listing "$root" >after
same before after
