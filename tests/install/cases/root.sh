# SPDX-License-Identifier: GPL-2.0-only
# From a fresh copy into a target of its own, for each kernel: every file and its mode, whatever
# the umask; modprobe finds the module; clients are built with the installed files; uninstall
# leaves nothing. Nothing reaches the live system.
# shellcheck shell=sh disable=SC2154

. "$here/lib.sh"
umask 077

live_files() { find /lib/modules /usr/local -name '*broker*' -printf '%p %T@ %i\n' | sort; }

# client RELEASE: builds with the installed files, and is cleaned without BROKER=
client() {
	for module in bar foo; do
		make -s -C "$(headers "$1")" M="$PWD/tree/clients/foobar/$module" BROKER="$PWD/target/usr/local/share/broker" modules
		[ -e "tree/clients/foobar/$module/$module.ko" ] || fail "no $module.ko"
		make -s -C "$(headers "$1")" M="$PWD/tree/clients/foobar/$module" clean
		[ ! -e "tree/clients/foobar/$module/$module.ko" ] || fail "clean leaves $module.ko"
	done
}

live_files >live
for release in $(releases); do
	rm -rf tree target
	copy tree
	skeleton target "$release"
	listing target >before
	# DESTDIR is relative on purpose.
	# shellcheck disable=SC2086 # several
	make -s -C tree install KDIR="$(headers "$release")" DESTDIR=../target $no_debug_info
	listing target >after
	comm -13 before after | grep -v '^755 ' | sort >files
	comm -13 before after | grep '^755 .*/sbin/brokerctl$' >>files
	files_wanted "$release" | sort >wanted
	sort files >got
	same wanted got
	comm -13 before after | grep -v -e '^644 ' -e '^755 ' && fail 'modes follow the umask'
	# No depmod has run.
	[ ! -e "target/lib/modules/$release/modules.dep" ] || fail 'depmod ran although DESTDIR is set'
	"target/usr/local/sbin/brokerctl" --version
	client "$release"
	# shellcheck disable=SC2086 # several
	make -s -C tree uninstall KDIR="$(headers "$release")" DESTDIR=../target
	listing target >after
	same before after

	# Without DESTDIR depmod is run in the folder of the modules. Nothing is built again.
	# shellcheck disable=SC2086 # several
	make -s -C tree install KDIR="$(headers "$release")" INSTALL_MOD_PATH="$PWD/target" PREFIX="$PWD/target/usr/local" \
		$no_debug_info
	would_load "$PWD/target" "$release" updates/broker
	make -s -C tree uninstall KDIR="$(headers "$release")" INSTALL_MOD_PATH="$PWD/target" PREFIX="$PWD/target/usr/local"
	! grep broker "target/lib/modules/$release/modules.dep" || fail 'depmod did not run after uninstall'
	rm "target/lib/modules/$release"/modules.[!ob]*
	find "target/lib/modules/$release" -name 'modules.builtin.*' -exec rm {} +
	listing target >after
	same before after

	# A second uninstall does no harm, and the headers need no longer be there.
	make -s -C tree uninstall KDIR="/lib/modules/none-such/build" DESTDIR=../target
done
live_files | same live /dev/stdin
