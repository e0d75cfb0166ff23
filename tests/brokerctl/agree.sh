# SPDX-License-Identifier: GPL-2.0-only
# Checks that the tool and the kernel agree. The scenarios that prove what the kernel
# does are run here without a kernel: "load" asks the tool about the file and the files
# that would be loaded, and the answer must be what the scenario expects.
# shellcheck shell=sh disable=SC2154

# Expectations that cannot be read from a file, or are not about a module:
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
# In the order of the lines, these scenarios are about something else; descriptors without rows;
# modules that are loaded, or searched for, by name when needed; what a module does on
# request (good.sh judges the files of cycles), or forgets, how its init handles an errno,
# what its hooks do, or what the broker was built without; which of two concurrent
# operations comes first; the device of the family; what hooks and callbacks
# do (good.sh judges the contracts); examples, on which tests/docs runs the
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

# For a provider whose priority is a parameter, a file that has it: told FILE PRIORITY
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

# ask FILE: about it, after the files that are loaded. A module that pins nothing is loaded whatever
# the answer is; the log has the messages about any module.
ask() {
	foretell "$1" --kernel "$release"
	json ".problems[] | select(.file == \"$1\") | .line" >"$work/said"
	json "if any(.pairs[]; .consumer == \"$(module_of "$1")\" and .how == \"pinned\")
		then .refusals[] | select(.consumer == \"$(module_of "$1")\") | .line else empty end" >>"$work/said"
	json '(.refusals + .passed)[].line' | cat "$work/said" - >>"$work/log"
}

# A line of the table: SCENARIO: FILES: the tool's message
row() { [ ! "$2" ] || echo "$scenario: $(sed 's,.*/,,' "$work/loaded" | tr '\n' ' ')$(module_of "$1").ko: $2" >>"$work/table"; }

is_loaded() { grep -q "/$1\\.ko\$" "$work/loaded"; }

# The provider of the revocable consumer, after each change. A consumer that is not movable stays
# until its provider is unloaded.
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

# load FILE [PARAMETER...]. No file shows that all modules must be signed.
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

# Without the broker nothing is predicted: brokerctl assumes that it is loaded.
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

# The modules that have pinned it.
used_by() {
	[ ! "$ignored" ] || return 0
	got=$(sed -n "s/ $1\$//p" "$work/pins" | sort -u | paste -sd , -)
	[ "$got" = "$(echo "$2" | tr , '\n' | sort | paste -sd , -)" ] ||
		wrong "used_by $1: expected '$2', got '$got'"
}

# Messages of the broker and the loader. Only the kernel has those of other modules.
log_has() {
	[ ! "$ignored" ] || return 0
	case $1 in
	'foo: bar adds '*|'shape_user'*': '*' returns '*|'shape_user'*': area is absent'|'sibling: '*) return 0 ;;
	esac
	grep -qF -e "$1" "$work/log" || wrong "not said: $1"
}
log_lacks() { ! grep -qF -e "$1" "$work/log" || wrong "said: $1"; }

# How often it was attached and detached; only the kernel has its other counts.
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

# The helpers above replace those of the guest, and sysfs is not that of the machine.
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
