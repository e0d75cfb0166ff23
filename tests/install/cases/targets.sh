# SPDX-License-Identifier: GPL-2.0-only
# "make help" lists the targets that install packages, those that build or install are not among
# them, and where a package is being built all of them refuse in one line.
# shellcheck shell=sh disable=SC2154

. "$here/lib.sh"
copy tree
forbid bin
export PATH="$PWD/bin:$PATH"
cd tree || exit

make -s help | sed -n 's/^  make \([a-z-]*\) .*\[apt\]$/\1/p' | sort >said
awk -F: '/^[a-z-]+:/ { target = $1 } /scripts\/setup\.sh/ { print target }' Makefile | sort >real
same real said
grep -vxE 'bench|check(-.*)?|demo(-.*)?|fuzz|lint|matrix|mutations|setup|torture' real && fail 'may not install packages'
# No other script calls it, or apt.
! grep -rlE 'setup\.sh|apt-get' scripts/depmod.sh scripts/dkms.sh scripts/test.sh tools clients dkms.conf Kbuild broker.mk ||
	fail 'calls apt'
grep -q '^test:' Makefile || fail 'dh would find check'

# refused VARIABLE=VALUE: with a message that names the variable
refused() {
	while read -r target; do
		! env "$1" make -s "$target" >out 2>&1 || fail "$target runs with $1"
		grep -q "setup.sh: ${1%%=*} is set, .* make test" out || { cat out; fail "$target does not refuse"; }
		[ "$(wc -l <out)" = 2 ] || { cat out; fail "$target: more than the reason and what make says"; }
	done <said
}
refused DEB_BUILD_ARCH=amd64
refused DH_INTERNAL_BUILDFLAGS=1
refused FAKEROOTKEY=1
none_called ../bin

# A real package build sets one of these variables.
mkdir debian
cat >debian/control <<-CONTROL
	Source: probe
	Maintainer: A <a@example.org>
	Rules-Requires-Root: no

	Package: probe
	Architecture: all
	Description: what a package build sees
CONTROL
echo 'probe (1) unstable; urgency=low

  * Probe.

 -- A <a@example.org>  Thu, 01 Jan 2026 00:00:00 +0000' >debian/changelog
printf '#!/usr/bin/make -f\nbuild clean binary:\n\tscripts/setup.sh check\n' >debian/rules
chmod +x debian/rules
PATH=${PATH#*:} dpkg-buildpackage -us -uc -b -d >out 2>&1 && fail 'a package build may install'
grep 'setup.sh: DEB_BUILD_ARCH is set' out || { cat out; fail 'a package build is not noticed'; }
