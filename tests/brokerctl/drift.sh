# SPDX-License-Identifier: GPL-2.0-only
# The differences between the two sides of tests/vm/modules/drift. Each is refused by
# name, or is not visible in the contract and is reported by "brokerctl lint"; sides whose
# differences do not matter are bound. Prints the table.
# shellcheck shell=sh disable=SC2154

drift=$top/tests/vm/modules/drift/drift.h

judge "$modules/drift/drift_provider.ko" "$modules/drift/drift_user.ko"
json '.pairs[] | [.interface, .verdict, .reason // ""] | @tsv' | sort >"$work/drift.got"

# "NAME OUTCOME TEXT", with the strings of C read
sed -n 's/^\(REFUSED\|LINT\|BINDS\)(\([a-z_0-9]*\)\(, "\(.*\)"\)\{0,1\})$/\2\t\1\t\4/p' "$drift" |
	sed 's/\\"/"/g' >"$work/drift.want"

finding=
while IFS='	' read -r name outcome says; do
	line=$(grep "^$name	" "$work/drift.got") || line="$name	nothing	"
	verdict=$(printf '%s\n' "$line" | cut -f 2)
	reason=$(printf '%s\n' "$line" | cut -f 3)
	case $outcome.$verdict in
	REFUSED.refused)
		case $reason in
		"$says"*) ;;
		*) finding="$finding
$name: $reason, expected $says" ;;
		esac ;;
	LINT.chosen) reason='not in the contract: brokerctl lint' ;;
	BINDS.chosen) reason= ;;
	*) finding="$finding
$name: $verdict, expected $outcome" ;;
	esac
	printf '# | %-25s %-8s %s\n' "$name" "$verdict" "$reason"
done <"$work/drift.want"

of() { grep -c "	$1	" "$work/drift.want"; }
[ "$(of REFUSED)" -ge 40 ] || finding="$finding
fewer than 40 differences are refused"
[ "$(of BINDS)" -ge 20 ] || finding="$finding
fewer than 20 pairs bind"
[ "$(wc -l <"$work/drift.got")" = "$(wc -l <"$work/drift.want")" ] || finding="$finding
not each pair has an outcome"
result "$(of REFUSED) differences are refused, $(of LINT) are for lint, $(of BINDS) pairs bind" "$finding"

# With debug information, "lint" reports what the contract does not cover, and nothing about pairs
# that do not differ.
copy=$work/drift
cp -R "$top/tests/vm/modules/drift" "$copy"
kernel_make "$build" -s -j "$(nproc)" M="$copy" BROKER="$top/build/$release/dev/share/broker" \
	CONFIG_DEBUG_INFO_BTF_MODULES= KCFLAGS=-g modules >"$work/drift.log" 2>&1 || {
	cat "$work/drift.log" >&2
	die "tests/vm/modules/drift does not build with debug information"
}
for side in provider user; do
	answer lint "$copy/drift_$side.ko"
	expect "drift_$side is looked at as a whole" 1 '.unseen | length' 0
	json '(.findings[].interface), (.remarks[] | sub(":.*"; ""))' | sort -u >"$work/lint.told"
	for outcome in LINT BINDS; do
		grep "	$outcome	" "$work/drift.want" | cut -f 1 | sort >"$work/lint.rows"
		case $outcome in
		LINT) comm -23 "$work/lint.rows" "$work/lint.told" ;;
		BINDS) comm -12 "$work/lint.rows" "$work/lint.told" ;;
		esac >"$work/lint.differ"
		result "what lint has to tell of $side: $outcome" "$(cat "$work/lint.differ")"
	done
done
