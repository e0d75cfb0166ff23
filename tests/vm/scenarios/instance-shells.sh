# SPDX-License-Identifier: GPL-2.0-only
# Four shells load and unload providers of one instance each and consumers of all at random; then nothing is left, and nothing was lost.
# Time: 120 s
seconds=15	# with as many copies as tests/vm/build.sh has made: SHELLS=100 of each
. /vm/duplex.sh
copies=$(find /modules/shells -name 'shell_from_*.ko' | wc -l)
[ "$copies" -gt 1 ] || fail 'there are no copies'

# /proc/modules is read in pieces: if it is longer than one, it may lack a module that stays, when
# another is unloaded in between.
is_loaded() { [ -d "/sys/module/$1" ]; }

# Each of the four has every fourth module to itself.
shell() {
	end=$(($(clock) + seconds)) cycles=0
	# shellcheck disable=SC2046 # no name has blanks
	set -- $(find /modules/shells -name 'shell_*.ko' | sort | awk "NR % 4 == $1")
	while [ "$(clock)" -lt $end ]; do
		# busybox's awk has a seed that this shell does not share with the others
		for file in $(printf '%s\n' "$@" | shuf | head -n 8); do
			name=$(module_name "$file")
			if is_loaded "$name"; then
				got=$(finit unload "$name")
			else
				got=$(finit load "$file" '')
			fi
			[ "$got" = OK ] || { echo "$name: $got" >/tmp/shells.wrong; return; }
			cycles=$((cycles + 1))
		done
	done
	echo $cycles >>/tmp/shells.cycles
}

linked() { [ "$(cat "/sys/module/$1/parameters/links")" = "$copies" ]; }

load broker.ko
: >/tmp/shells.cycles
for n in 0 1 2 3; do
	shell $n &
done
wait
[ ! -e /tmp/shells.wrong ] || fail "$(cat /tmp/shells.wrong)"
tell "$copies providers and $copies consumers," \
	"$(awk '{ n += $1 } END { print n }' /tmp/shells.cycles) times loaded or unloaded"
# Nothing was lost: with all of them loaded each consumer has a link to each provider.
for file in /modules/shells/shell_*.ko; do
	is_loaded "$(module_name "$file")" || load "shells/${file##*/}"
done
for file in /modules/shells/shell_to_*.ko; do
	wait_for 60 linked "$(module_name "$file")"
done
for file in /modules/shells/shell_*.ko; do
	unload "$(module_name "$file")"
done
# Nothing is left.
[ ! -s /sys/kernel/debug/broker/summary ] || fail "left: $(cat /sys/kernel/debug/broker/summary)"
log_lacks wrong
unload broker
