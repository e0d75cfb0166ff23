# SPDX-License-Identifier: GPL-2.0-only
# Without dpkg and apt, into paths with spaces: builds, installs, and leaves nothing behind, not
# even in the tree.
# shellcheck shell=sh disable=SC2154

. "$here/lib.sh"
release=$(newest)
copy tree
(cd tree && git init -q && git add -A)

# All commands except Debian's own.
mkdir bin
for folder in /usr/sbin /usr/bin /sbin /bin; do
	for command in "$folder"/*; do
		case ${command##*/} in
		apt*|dpkg*|debconf*) ;;
		*) [ -e "bin/${command##*/}" ] || ln -s "$command" bin/ ;;
		esac
	done
done

# in_root TARGET
in_root() {
	# shellcheck disable=SC2086 # several
	PATH=$PWD/bin make -s -C tree "$1" KDIR="$(headers "$release")" DESTDIR="$PWD/a root" PREFIX='/my own' \
		INSTALL_MOD_PATH=/its\ modules $no_debug_info
}

in_root install
[ -x "a root/my own/sbin/brokerctl" ] || fail 'no brokerctl'
[ -e "a root/my own/share/broker/include/linux/broker/api.h" ] || fail 'no headers'
[ -e "a root/its modules/lib/modules/$release/updates/broker/$(module_file "$release")" ] || fail 'no module'
in_root uninstall
find 'a root' ! -type d | grep . && fail 'uninstall leaves files'
# A folder created from half a path.
ls -A >got
printf '%s\n' 'a root' bin got tree | sort | same /dev/stdin got

# Clients' own install.
make -s -C tree install-dev PREFIX="$PWD/dev"
# shellcheck disable=SC2086 # several
make -s -C tree/clients/integrity install BROKER="$PWD/dev/share/broker" KDIR="$(headers "$release")" \
	DESTDIR="$PWD/client root" $no_debug_info
[ "$(find 'client root' -name '*.ko*' | wc -l)" = 3 ] || fail 'integrity does not honour DESTDIR'

make -s -C tree/clients/integrity clean KDIR=/none
make -s -C tree clean KDIR=/none
git -C tree ls-files --others | tee left
[ ! -s left ] || fail 'clean leaves files'
