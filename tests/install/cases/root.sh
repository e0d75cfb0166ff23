# SPDX-License-Identifier: GPL-2.0-only
# From a fresh copy into a root of its own, for each kernel: every file and its mode, whatever
# the umask; modprobe finds the module; clients are built with what is there; uninstall
# leaves nothing. Nothing reaches the live system.
# shellcheck shell=sh disable=SC2154

. "$here/lib.sh"
umask 077

live_files() { find /lib/modules /usr/local -name '*broker*' -printf '%p %T@ %i\n' | sort; }

# client RELEASE: builds with what was installed, and is cleaned without BROKER=
client() {
	for module in bar foo; do
		make -s -C "$(headers "$1")" M="$PWD/tree/clients/foobar/$module" BROKER="$PWD/root/usr/local/share/broker" modules
		[ -e "tree/clients/foobar/$module/$module.ko" ] || fail "no $module.ko"
		make -s -C "$(headers "$1")" M="$PWD/tree/clients/foobar/$module" clean
		[ ! -e "tree/clients/foobar/$module/$module.ko" ] || fail "clean leaves $module.ko"
	done
}

live_files >live
for release in $(releases); do
	rm -rf tree root
	copy tree
	skeleton root "$release"
	listing root >before
	# DESTDIR is relative on purpose.
	# shellcheck disable=SC2086 # several
	make -s -C tree install KDIR="$(headers "$release")" DESTDIR=../root $no_debug_info
	listing root >after
	comm -13 before after | grep -v '^755 ' | sort >files
	comm -13 before after | grep '^755 .*/sbin/brokerctl$' >>files
	files_wanted "$release" | sort >wanted
	sort files >got
	same wanted got
	comm -13 before after | grep -v -e '^644 ' -e '^755 ' && fail 'modes follow the umask'
	# No depmod has run.
	[ ! -e "root/lib/modules/$release/modules.dep" ] || fail 'depmod ran although DESTDIR is set'
	"root/usr/local/sbin/brokerctl" --version
	client "$release"
	# shellcheck disable=SC2086 # several
	make -s -C tree uninstall KDIR="$(headers "$release")" DESTDIR=../root
	listing root >after
	same before after

	# Without DESTDIR depmod is run, where the modules are. Nothing is built again.
	# shellcheck disable=SC2086 # several
	make -s -C tree install KDIR="$(headers "$release")" INSTALL_MOD_PATH="$PWD/root" PREFIX="$PWD/root/usr/local" \
		$no_debug_info
	would_load "$PWD/root" "$release" updates/broker
	make -s -C tree uninstall KDIR="$(headers "$release")" INSTALL_MOD_PATH="$PWD/root" PREFIX="$PWD/root/usr/local"
	! grep broker "root/lib/modules/$release/modules.dep" || fail 'depmod did not run after uninstall'
	rm "root/lib/modules/$release"/modules.[!ob]*
	find "root/lib/modules/$release" -name 'modules.builtin.*' -exec rm {} +
	listing root >after
	same before after

	# Twice does no harm, and headers need not be there any more.
	make -s -C tree uninstall KDIR="/lib/modules/none-such/build" DESTDIR=../root
done
live_files | same live /dev/stdin
