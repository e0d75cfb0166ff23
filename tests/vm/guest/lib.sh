# SPDX-License-Identifier: GPL-2.0-only
# Helpers for scenarios. A helper whose expectation is not met prints
# that and ends the scenario; README.md lists them.
# shellcheck shell=sh disable=SC2119,SC2120

state=/tmp/scenario

# busybox prefers its own module tools to those in PATH, and they differ.
insmod() { /usr/sbin/insmod "$@"; }
rmmod() { /usr/sbin/rmmod "$@"; }
lsmod() { /usr/sbin/lsmod "$@"; }
modinfo() { /usr/sbin/modinfo "$@"; }
modprobe() { /usr/sbin/modprobe "$@"; }
depmod() { /usr/sbin/depmod "$@"; }

fail() {
	echo "$*" >$state/reason
	echo "failed: $*" >&2
	exit 1
}

skip() {
	echo "$*" >$state/skip
	exit 0
}

# needs_vermagic WORD REASON: or the scenario is skipped
needs_vermagic() {
	vermagic=$(modinfo -F vermagic /modules/broker.ko 2>&1) || fail "needs_vermagic: $vermagic"
	[ "$vermagic" ] || fail 'needs_vermagic: broker.ko has none'
	printf '%s\n' "$vermagic" | grep -qwF -e "$1" || skip "$2"
}

# A module's name in the kernel, from that or its file's name.
module_name() { basename "$1" .ko | tr - _; }

load() {
	file=$1
	shift
	got=$(finit load "/modules/$file" "$*") || fail "load: no /modules/$file"
	[ "$got" = OK ] || fail "load $file${*:+ $*}: expected success, got $got"
}

load_fails() {
	expected=$1 file=$2
	shift 2
	got=$(finit load "/modules/$file" "$*") || fail "load_fails: no /modules/$file"
	[ "$got" = "$expected" ] || fail "load $file${*:+ $*}: expected $expected, got $got"
}

unload() {
	got=$(finit unload "$(module_name "$1")")
	[ "$got" = OK ] || fail "unload $1: expected success, got $got"
}

unload_fails() {
	got=$(finit unload "$(module_name "$2")")
	[ "$got" = "$1" ] || fail "unload $2: expected $1, got $got"
}

loaded() {
	grep -q "^$(module_name "$1") .* Live " /proc/modules || fail "loaded: $1 is not loaded and live"
}

not_loaded() {
	! grep -q "^$(module_name "$1") " /proc/modules || fail "not_loaded: $1 is loaded"
}

sorted() { tr , '\n' | sort | xargs | tr ' ' ,; }

# The users of a module, as in the last column of lsmod: used_by MODULE 'a,b'
used_by() {
	loaded "$1"
	got=$(lsmod | awk -v name="$(module_name "$1")" '$1 == name { print $4 }' | sorted)
	[ "$got" = "$(echo "$2" | sorted)" ] || fail "used_by $1: expected '$2', got '$got'"
}

# The kernel log since this scenario began: the runner has cleared older lines.
# Without the kernel's lines about the first out-of-tree module.
log() { dmesg | grep -v -e 'module taints kernel' -e 'tainting kernel'; }

log_has() {
	log | grep -qF -e "$1" || fail "log_has: expected '$1', not in the kernel log"
}

log_lacks() {
	got=$(log | grep -F -m 1 -e "$1") || return 0
	fail "log_lacks: did not expect '$1', got: $got"
}

log_count() {
	got=$(log | grep -cF -e "$2") || :
	[ "$got" = "$1" ] || fail "log_count: expected $1 of '$2', got $got"
}

# Seconds in which the guest did not wait for a CPU of the host; only differences matter.
clock() { stat -c %s /tmp/clock; }

# Poll until a command succeeds: wait_for SECONDS COMMAND...
# $slow is on the command line of a kernel that takes longer by this factor.
wait_for() {
	wait_limit=$(($1 * ${slow:-1})) wait_since=$(clock)
	shift
	while ! ("$@") >/dev/null 2>&1; do
		# The output of the last try is shown, so that a helper can report the fault.
		if [ $(($(clock) - wait_since)) -gt $wait_limit ]; then
			"$@" || fail "wait_for: still not so: $*"
		fi
		sleep 0.2
	done
	rm -f $state/reason
}

# A call, or a callback, is running through a link to a module: inside PROVIDER calls|callbacks
inside() {
	grep -qE " $1: [a-z]+, .*[0-9] $2, [1-9][0-9]* inside" /sys/kernel/debug/broker/summary ||
		fail "no $2 of $1 are inside: $(cat /sys/kernel/debug/broker/summary)"
}

# The number of current links of a module to another: current_is CONSUMER PROVIDER COUNT
current_is() {
	[ "$(grep -c " $1 .* $2: current" /sys/kernel/debug/broker/summary)" = "$3" ] ||
		fail "$1 has not $3 links to $2: $(cat /sys/kernel/debug/broker/summary)"
}

# Are its CRCs in the form of CONFIG_EXTENDED_MODVERSIONS? Then the loader warns of symbols
# without CRCs, and only once.
has_long_versions() { grep -q __version_ext_names "/modules/$1"; }

# Does the kernel refuse modules without a signature?
loads_signed_only() { [ "$(cat /sys/module/module/parameters/sig_enforce 2>/dev/null)" = Y ]; }

# Put modules where modprobe, and thus the kernel's autoload, finds them.
install_modules() {
	tree=/lib/modules/$(uname -r)
	mkdir -p "$tree"
	touch "$tree/modules.order" "$tree/modules.builtin"
	for file; do
		cp "/modules/$file" "$tree/"
	done
	depmod
}

# Take the results of KUnit suite $1 into the stream as a subtest.
kunit_report() {
	# A copy, because files in debugfs look empty until they are read.
	cat "${kunit_dir:-/sys/kernel/debug/kunit}/$1/results" >$state/results 2>/dev/null || :
	[ -s $state/results ] || fail "kunit: no results of suite $1"
	suites=$(($(cat $state/suites 2>/dev/null || echo 0) + 1))
	echo $suites >$state/suites
	# Each file is a document of one suite: drop its head, number the suite.
	sed -e 1,2d -e "s/^\(ok\|not ok\) 1 /\1 $suites /" $state/results >>$state/subtests
	got=$(awk -f /vm/ktap.awk $state/results) ||
		fail "kunit $1: $(echo "$got" | sed -n '1s/^failed: //p')"
}

# Run a module of KUnit suites: kunit MODULE.ko SUITE...
# A built-in KUnit is already there, and cannot be unloaded.
kunit() {
	module=$1
	shift
	[ ! -e /modules/kunit.absent ] || skip "$(cat /modules/kunit.absent)"
	[ -d /sys/module/kunit ] || load kunit.ko
	load "$module"
	for suite; do
		kunit_report "$suite"
	done
	unload "$module"
	! grep -q '^kunit ' /proc/modules || unload kunit
}

# For a person to read: tell TEXT, and show COMMAND with its output and the
# kernel's. This is printed whether the scenario passes or not.
tell() { echo "$*" >>$state/story; }

# The same, printed immediately, where a person would have to wait for long.
tell_now() { echo "# | $*" >/dev/results; }

shown() {
	tell "    # $*"
	dmesg >$state/before
	status=0
	(cd /modules && "$@") >$state/said 2>&1 || status=$?
	dmesg | tail -n +$(($(wc -l <$state/before) + 1)) | sed 's/^\[[^]]*\] //' |
		grep -v -e 'tainting kernel' -e 'module verification failed' >>$state/said || :
	sed 's/^/    /' $state/said >>$state/story
}

show() {
	shown "$@"
	[ $status = 0 ] || fail "show $*: status $status: $(cat $state/said)"
}

show_fails() {
	shown "$@"
	[ $status != 0 ] || fail "show_fails $*: succeeded"
}
