# SPDX-License-Identifier: GPL-2.0-only
# Says the tool what the kernel says? The scenarios that prove what the kernel
# does are run here without one: "load" asks the tool about the file and those
# that would be loaded, and what the scenario expects is expected of the answer.
# shellcheck shell=sh disable=SC2154

# What no file tells, or no module is about:
for_the_kernel='
	guest kunit-* netlink-* brokerctl* broker-1.0
	bad-* drift old-client
	autoload* late-binding link-autoload release-1.0 softdep
	cycles holders forgetful init-fails broker-forced broker-half-dump lines link-broken link-hooks link-crowd
	link-fate-* link-forced link-forgetful* link-mutual-forgetful link-notifier* order
	mutual pending pin-race link-inside link-leaving link-race link-replace link-sleeper
	integrity-absent integrity-refused integrity-wrong p2pmem-beside p2pmem-churn p2pmem-forgetful
	p2pmem-gpu* p2pmem-nic p2pmem-peer p2pmem-refused p2pmem-revoke
	duplex-forgetful duplex-limits duplex-order duplex-refuse duplex-swap request instance*
	bus-* lan-* device-* peer-memory no-debugfs
	readme lifetimes-examples two-way-examples'
# In the order of the lines: they are about something else; descriptors without rows; what
# is loaded, or looked for, by name when it is needed; what a module does when it is told
# to (good.sh judges the files of cycles), or forgets, what its init makes of an errno, or
# what its hooks do, or what the broker was built without; who comes
# first of two at the same time; what the device does that the family is for; what hooks
# and callbacks do (good.sh judges the contracts); examples, on which tests/docs runs the
# tool.

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

# Of a provider whose priority is a parameter, a file that tells it: told FILE PRIORITY
told() {
	mkdir -p "$work/told"
	objcopy -O binary -j .modinfo "$1" "$work/modinfo"
	tr '\0' '\n' <"$work/modinfo" | sed "/^broker_provides=/s/\$/, .priority = $2/" | tr '\n' '\0' >"$work/modinfo.told"
	objcopy --update-section .modinfo="$work/modinfo.told" "$1" "$work/told/${1##*/}"
	echo "$work/told/${1##*/}"
}

# The files that are loaded, and more: foretell [ARGUMENT...]
foretell() {
	# shellcheck disable=SC2046 # no name has blanks
	brokerctl -j check $(cat "$work/loaded") "$@"
	mv "$work/out" "$work/json"
	[ "$status" != 2 ] || wrong "$(cat "$work/err")"
}

# ask FILE: about it, after those that are loaded. Who pins nothing is loaded whatever
# is said; the log has what is said of any.
ask() {
	foretell "$1" --kernel "$release"
	json ".problems[] | select(.file == \"$1\") | .line" >"$work/said"
	json "if any(.pairs[]; .consumer == \"$(module_of "$1")\" and .how == \"pinned\")
		then .refusals[] | select(.consumer == \"$(module_of "$1")\") | .line else empty end" >>"$work/said"
	json '(.refusals + .passed)[].line' | cat "$work/said" - >>"$work/log"
}

# A line of the table: SCENARIO: FILES: what the tool says
row() { [ ! "$2" ] || echo "$scenario: $(sed 's,.*/,,' "$work/loaded" | tr '\n' ' ')$(module_of "$1").ko: $2" >>"$work/table"; }

is_loaded() { grep -q "/$1\\.ko\$" "$work/loaded"; }

# Whom the revocable consumer has, after each change. One that is not movable stays until
# its provider goes.
follow() {
	[ "$follower" ] || return 0
	foretell
	best=$(json ".pairs[] | select(.verdict == \"chosen\" and .consumer == \"$follower\") | .provider")
	[ "$best" != "$has" ] || return 0
	[ ! "$has" ] || [ "$moves" ] || ! is_loaded "$has" || return 0
	[ ! "$best" ] || attached=$((attached + 1))
	[ ! "$has" ] || detached=$((detached + 1))
	has=$best
}

# load FILE [PARAMETER...]. That all must be signed, no file tells.
load() {
	file=$modules/$1
	name=$(module_of "$1")
	shift
	case $name in
	broker)	ignored=''
		case "$*" in *require_signatures=1*) ignored=yes ;; esac ;;
	well_user|bri)
		follower=$name attached=0 detached=0 has='' moves=yes
		case "$name $*" in 'well_user '*movable=1*|'bri '*) ;; *) moves='' ;; esac ;;
	esac
	[ ! "$ignored" ] || return 0
	case ${1-} in priority=*) file=$(told "$file" "${1#priority=}") ;; esac
	ask "$file"
	[ ! -s "$work/said" ] || wrong "load $file: $(cat "$work/said")"
	row "$file" "$(json ".pairs[] | select(.verdict == \"chosen\" and .consumer == \"$name\") | \"gets \" + .provider" | paste -sd , -)"
	json ".pairs[] | select(.verdict == \"chosen\" and .how == \"pinned\" and .consumer == \"$name\") | \"$name \" + .provider" \
		>>"$work/pins"
	echo "$file" >>"$work/loaded"
	follow
}

load_fails() {
	[ ! "$ignored" ] || return 0
	ask "$modules/$2"
	got=$(json "((.problems[] | select(.file == \"$modules/$2\")),
		(.refusals[] | select(.consumer == \"$(module_of "$2")\"))) | .errno" | head -n 1)
	[ "$got" = "$1" ] || wrong "load $2: expected $1, got $got"
	row "$modules/$2" "$1, $(head -n 1 "$work/said")"
}

# without PATTERN FILE: its other lines
without() {
	grep -v -e "$1" "$2" >"$work/left" || :
	mv "$work/left" "$2"
}

# Without the broker nothing is foretold: brokerctl takes it to be there.
unload() {
	without "/$1\\.ko\$" "$work/loaded"
	without "^$1 " "$work/pins"
	[ "$1" != broker ] || ignored=yes
	[ "$1" != "$follower" ] || follower=''
	follow
}
unload_fails() {
	[ "$1" != EAGAIN ] || grep -q " $2\$" "$work/pins" || wrong "unload_fails $2: nobody has pinned it"
}

# Those that have pinned it.
used_by() {
	[ ! "$ignored" ] || return 0
	got=$(sed -n "s/ $1\$//p" "$work/pins" | sort -u | paste -sd , -)
	[ "$got" = "$(echo "$2" | tr , '\n' | sort | paste -sd , -)" ] ||
		wrong "used_by $1: expected '$2', got '$got'"
}

# What the broker and the loader say. What modules say of themselves is the kernel's.
log_has() {
	[ ! "$ignored" ] || return 0
	case $1 in
	'foo: bar adds '*|'shape_user'*': '*' returns '*|'shape_user'*': area is absent'|'sibling: '*) return 0 ;;
	esac
	grep -qF -e "$1" "$work/log" || wrong "not said: $1"
}
log_lacks() { ! grep -qF -e "$1" "$work/log" || wrong "said: $1"; }

# How often it was attached and detached; what it counts else is the kernel's.
well_is() {
	case $1 in
	attached) [ "$attached" = "$2" ] || wrong "$follower: attached $attached times, expected $2" ;;
	detached) [ "$detached" = "$2" ] || wrong "$follower: detached $detached times, expected $2" ;;
	esac
}
bri_is() { well_is "$@"; }
wait_for() { shift; "$@"; }
well() { echo 0; }
loads_signed_only() { false; }
has_long_versions() { grep -q __version_ext_names "$modules/$1"; }
for helper in log_count fail current_is needs_vermagic sleep well_serves count_is crc_library no_crc_library swapped_under_io copies gives_back p2pmem; do
	eval "$helper() { :; }"
done

# The helpers above stand for those of the guest, and sysfs is not that of the machine.
agrees() (
	set -eu
	ignored='' follower=''
	sed -e '/^\. \/vm\//d' -e '/>\/sys\//d' "$1" >"$work/scenario.sh"
	# shellcheck source=/dev/null
	. "$work/scenario.sh"
)

: >"$work/table"
for path in "$top"/tests/vm/scenarios/*.sh; do
	scenario=$(basename "$path" .sh)
	! is_for_the_kernel "$scenario" || continue
	: >"$work/loaded"
	: >"$work/pins"
	: >"$work/log"
	: >"$work/finding"
	agrees "$path" >"$work/stdout" 2>&1 || wrong "it ends early: $(cat "$work/stdout")"
	result "agrees with scenario $scenario" "$(cat "$work/finding")"
done
sed 's/^/# /' "$work/table"
