# SPDX-License-Identifier: GPL-2.0-only
# A missing dependency is reported in one line, nothing is then installed, and clean works.
# shellcheck shell=sh disable=SC2154

. "$here/lib.sh"
copy tree
cd tree || exit

! make KDIR=/lib/modules/6.6.6/build >out 2>&1 || fail 'builds without headers'
cat out
[ "$(wc -l <out)" = 1 ] || fail 'not one line'
grep -q 'linux-headers-6\.6\.6' out || fail 'does not say what to install'
! make install KDIR=/none DESTDIR="$PWD/root" >out 2>&1 || fail 'installs without headers'
[ ! -e root ] || fail 'installs in part'

# A library that pkg-config does not find, and no pkg-config.
printf '#!/bin/sh\ncase "$*" in *--exists*json-c*) exit 1 ;; esac\nexec pkg-config "$@"\n' >no-json
chmod +x no-json
! make brokerctl PKG_CONFIG="$PWD/no-json" >out 2>&1 || fail 'builds without json-c'
cat out
grep -q 'does not find json-c:' out || fail 'does not say which library'
! make brokerctl PKG_CONFIG=none-such >out 2>&1 || fail 'builds without pkg-config'
grep -q 'none-such is not installed' out || fail 'does not ask for pkg-config'

mkdir -p build
touch build/x broker/x.o broker/.x.o.cmd
make -s clean KDIR=/none
for file in build broker/x.o broker/.x.o.cmd; do
	[ ! -e $file ] || fail "clean leaves $file"
done
