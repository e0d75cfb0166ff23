# SPDX-License-Identifier: GPL-2.0-only
# The README's steps from git clone to make uninstall, as printed there, on this machine, but
# with all writes going to memory. They call neither apt nor dpkg.
# shellcheck shell=sh disable=SC2154

. "$here/lib.sh"
private "$0" '/lib/modules /usr/local'

awk '/^git clone|^make uninstall/ { block = 1 } /^```/ { block = 0 } block' \
	"$work/source/README.md" >block
cat block
for step in 'git clone' make 'make install' 'modprobe -n -v broker' 'make uninstall'; do
	grep -q "^$step *\(#\|\$\|.*broker\)" block || fail "README.md: no step: $step"
done

copy repository
(cd repository && git init -q && git add -A &&
	git -c user.name=test -c user.email=test@example.org commit -qm test)

# The running kernel may have no headers: then its name leads to those of another.
running=$(uname -r)
if [ ! -e "/lib/modules/$running/build/Makefile" ]; then
	rm -rf "/lib/modules/$running"
	ln -s "$(newest)" "/lib/modules/$running"
fi
depmod "$(basename "$(realpath "/lib/modules/$running")")"

# Start without the broker, in case it is installed here.
make -s -C repository uninstall
installed() { find /lib/modules /usr/local | sort; }
installed >before
forbid bin
URL=$PWD/repository PATH=$PWD/bin:$PATH sh -eux block >out 2>&1 || { cat out; fail 'a step fails'; }
cat out
none_called bin
grep -q '^insmod .*/updates/broker/broker\.ko' out || fail 'modprobe does not find what was installed'
installed >after
same before after
