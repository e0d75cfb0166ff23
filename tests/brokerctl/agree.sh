# SPDX-License-Identifier: GPL-2.0-only
# Says the tool what the kernel says? The scenarios that prove what the kernel
# does are run here without one: "load" asks the tool about the file and those
# that would be loaded, and what the scenario expects is expected of the answer.
# shellcheck shell=sh disable=SC2154

# These do what a file does not tell: parameters, writes to sysfs, descriptors
# filled in at run time, timing; or are not about modules that bind.
for_the_kernel='autoload bad-* brokerctl* cycles forgetful guest holders init-fails integrity-* kunit-*
	late-binding link-* mutual netlink-* old-client order p2pmem-* pending pin-race'

is_for_the_kernel() (
	set -f
	for pattern in $for_the_kernel; do
		# shellcheck disable=SC2254 # it is one
		case $1 in $pattern) return 0 ;; esac
	done
	return 1
)

module_of() { basename "$1" .ko | tr - _; }

wrong() { echo "$*" >>"$work/finding"; }

# ask FILE: about it, after those that are loaded
ask() {
	# shellcheck disable=SC2046 # no name has blanks
	judge $(cat "$work/loaded") "$modules/$1" --kernel "$release"
	[ "$status" != 2 ] || wrong "$(cat "$work/err")"
	json ".problems[] | select(.file == \"$modules/$1\") | .line" >"$work/said"
	json ".refusals[] | select(.consumer == \"$(module_of "$1")\") | .line" >>"$work/said"
	cat "$work/said" >>"$work/log"
}

# A line of the table: SCENARIO: FILES: what the tool says
row() { [ ! "$2" ] || echo "$scenario: $(sed 's,.*/,,' "$work/loaded" | tr '\n' ' ')$(module_of "$1").ko: $2" >>"$work/table"; }

load() {
	file=$1
	shift
	case "$*" in *require_signatures*) ignored=yes ;; esac
	[ ! "$ignored" ] || return 0
	ask "$file"
	[ ! -s "$work/said" ] || wrong "load $file: $(cat "$work/said")"
	row "$file" "$(json ".pairs[] | select(.verdict == \"chosen\" and .consumer == \"$(module_of "$file")\") | \"gets \" + .provider")"
	echo "$modules/$file" >>"$work/loaded"
}

load_fails() {
	[ ! "$ignored" ] || return 0
	ask "$2"
	got=$(json "((.problems[] | select(.file == \"$modules/$2\")),
		(.refusals[] | select(.consumer == \"$(module_of "$2")\"))) | .errno" | head -n 1)
	[ "$got" = "$1" ] || wrong "load $2: expected $1, got $got"
	row "$2" "$1, $(head -n 1 "$work/said")"
}

unload() {
	grep -v "/$1\\.ko\$" "$work/loaded" >"$work/left" || :
	mv "$work/left" "$work/loaded"
}
unload_fails() { :; }

# Those that are bound to it, in the last answer.
used_by() {
	[ ! "$ignored" ] || return 0
	# shellcheck disable=SC2046 # no name has blanks
	judge $(cat "$work/loaded")
	got=$(json "[.pairs[] | select(.verdict == \"chosen\" and .provider == \"$1\") | .consumer] | sort | join(\",\")")
	[ "$got" = "$(echo "$2" | tr , '\n' | sort | paste -sd , -)" ] ||
		wrong "used_by $1: expected '$2', got '$got'"
}

# What the broker and the loader say; what the modules say is the kernel's.
log_has() {
	[ ! "$ignored" ] || return 0
	case $1 in
	broker:*|*symbol*) grep -qF -e "$1" "$work/log" || wrong "not said: $1" ;;
	esac
}
log_lacks() { ! grep -qF -e "$1" "$work/log" || wrong "said: $1"; }
log_count() { :; }

agrees() (
	set -eu
	ignored=
	# shellcheck source=/dev/null
	. "$1"
)

: >"$work/table"
for path in "$top"/tests/vm/scenarios/*.sh; do
	scenario=$(basename "$path" .sh)
	! is_for_the_kernel "$scenario" || continue
	: >"$work/loaded"
	: >"$work/log"
	: >"$work/finding"
	agrees "$path" >"$work/stdout" 2>&1 || wrong "it ends early: $(cat "$work/stdout")"
	result "agrees with scenario $scenario" "$(cat "$work/finding")"
done
sed 's/^/# /' "$work/table"
