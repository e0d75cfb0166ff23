# SPDX-License-Identifier: GPL-2.0-only
# Headers that were not written for the broker, as Debian ships them, and a large one: "describe"
# makes lines from them that compile with the unchanged header, "lint" then finds nothing, and
# the offsets and sizes in the contracts are those that another reader of the debug
# information prints.
# shellcheck shell=sh disable=SC2154

# placed FILE: "TYPE MEMBER OFFSET" of the members in its contracts, except paths, and "TYPE sizeof SIZE"
placed() {
	objcopy -O binary -j .modinfo "$1" /dev/stdout | tr '\0' '\n' | awk '
		sub(/^broker_struct=/, "") && $2 == "sealed" { type = $1; fields = 0 }
		sub(/^broker_field=[0-9]+ /, "") && type { field[fields++] = $0 }
		sub(/^broker_abi=/, "") && type {
			# pahole prints no size of unions.
			if (field[0] ~ /^sizeof/ && field[0] !~ /^sizeof\(union /)
				print type, "sizeof", $1 + 0
			for (i = 1; i < fields; i++) {
				name = field[i]
				sub(/\(.*/, "", name)
				sub(/(\[[^]]*\])*$/, "", name)
				sub(/^.*[ *]/, "", name)
				split($(i + 1), at, "@")
				if (name !~ /[.[]/)
					print type, name, at[2] + 0
			}
			type = ""
		}' | sort
}

# read_by_pahole FILE TYPE,...: the same, as pahole prints it
read_by_pahole() {
	pahole --suppress_aligned_attribute --suppress_packed -C "$2" "$1" | awk '
		function tell(i) { for (i = 0; i < count; i++) print type, line[i] }
		/^[a-z].*\{$/ { type = $2; count = 0 }
		/^\}/ {
			if ($2) {
				type = $2
				sub(/;.*/, "", type)
			}
			tell()
		}
		/^\t\/\* size: / { line[count++] = "sizeof " $3 + 0 }
		/^\t[^\t].*;.*\/\* +[0-9]+ +[0-9]+ \*\/$/ {
			match($0, /;[^;]*$/)
			split(substr($0, RSTART), at, " ")
			name = substr($0, 1, RSTART - 1)
			if (match(name, /\(\*[a-zA-Z0-9_]+\)/))
				name = substr(name, RSTART + 2, RLENGTH - 3)
			sub(/(\[[^]]*\])*$/, "", name)
			sub(/^.*[ \t*]/, "", name)
			line[count++] = name " " at[at[1] == ";" ? 3 : 2] + 0
		}' | sort -u
}

# vendor NAME TYPE: the case tests/brokerctl/vendors/NAME.c, with the lines of TYPE. $includes
# has the options to find the header.
vendor() {
	name=$1 type=$2 folder=$work/vendors/$1
	mkdir -p "$folder"
	cp "$here/vendors/Kbuild" "$here/vendors/$name.c" "$folder"
	build_vendor ''
	answer describe "$folder/$name.ko" "$type"
	expect "the header of $name" 0 '.lines | length > 3' true
	json '.lines[]' >"$folder/lines.h"
	touch "$folder/$name.c"
	build_vendor "-DVENDOR_LINES='\"lines.h\"'"
	answer lint "$folder/$name.ko"
	expect "the contract of $name sees what it reaches" 0 '.findings | length' 0 '.unseen | length' 0
	placed "$folder/$name.ko" >"$work/placed"
	read_by_pahole "$folder/$name.ko" "$(cut -d ' ' -f 1 "$work/placed" | sort -u | paste -s -d ,)" >"$work/pahole"
	comm -23 "$work/placed" "$work/pahole" >"$work/differ"
	[ -s "$work/placed" ] || echo 'nothing is placed' >"$work/differ"
	result "$(wc -l <"$work/placed") sizes and offsets of $name are what pahole has" "$(cat "$work/differ")"
}

build_vendor() {
	kernel_make "$vendor_build" -s M="$folder" BROKER="$top/build/$release/dev/share/broker" \
		CONFIG_DEBUG_INFO_BTF_MODULES= VENDOR="$name" VENDOR_FLAGS="$includes" \
		KCFLAGS="$1" modules >"$work/vendor.log" 2>&1 || {
		cat "$work/vendor.log" >&2
		die "tests/brokerctl/vendors/$name.c does not build"
	}
}

# from PACKAGE FOLDER...: the options to find the headers of a package in its folders
from() {
	files=$("$top/scripts/package.sh" "$1")/usr/src
	shift
	for include; do
		printf ' -I%s' "$(echo "$files"/*/"$include")"
	done
}

# Debian's packages are made for its first kernel.
vendor_build=/lib/modules/$(releases | head -n 1)/build
includes=$(from ddcci-dkms include)
vendor ddcci ddcci_driver
includes=$(from dahdi-dkms include)
vendor dahdi dahdi_span_ops
includes=$(from lttng-modules-dkms include .)
vendor lttng lttng_kernel_channel_buffer_ops
includes=" -I$top/tests/bench"
vendor modeset modeset_functions

# The bench has those lines, broken into shorter ones.
words() { sed 's, */\* in place of .* \*/,,; s/\\$//' | tr -d ' \t\n'; }
words <"$work/vendors/modeset/lines.h" >"$work/described"
sed '1,/^#include "modeset.h"/d; /^#endif/d' "$top/tests/bench/modeset_api.h" | words >"$work/committed"
result 'tests/bench/modeset_api.h is what describe prints' "$(cmp "$work/described" "$work/committed" 2>&1)"
