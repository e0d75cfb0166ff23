# SPDX-License-Identifier: GPL-2.0-only
# Contracts as files, and the verdict on a newer one. The contracts that are compared are texts,
# each changed by one sed command.
# shellcheck shell=sh disable=SC2154

# A struct of each kind, callbacks, and two interfaces.
old=$work/old.contract new=$work/new.contract
{
	"$top/build/brokerctl/brokerctl" contract dump "$modules/shape/shape_1_1.ko"
	"$top/build/brokerctl/brokerctl" contract dump "$modules/duplex/duplex_1.ko"
} >"$old"

answer contract dump "$old"
expect 'a dumped file is dumped as it is' 0 '.contract | length' "$(wc -l <"$old")"
{ grep -A9 '^interface duplex' "$old"; grep -B99 '^interface duplex' "$old" | sed '$d'; } | cmp -s "$work/text" - && finding='' ||
	finding=$(cat "$work/text")
result 'sorted by interface' "$finding"
answer contract dump "$old" duplex
expect 'one interface of it' 0 '.contract[0]' 'interface duplex 1' '[.contract[] | select(test("^[a-z]"))] | length' 2
bad_contract() {	# WHAT STATUS TEXT ARGUMENT...
	what=$1 expected=$2 text=$3
	shift 3
	brokerctl contract "$@"
	[ "$status" = "$expected" ] && [ ! -s "$work/out" ] && [ "$(wc -l <"$work/err")" = 1 ] &&
		grep -qF -e "$text" "$work/err" && finding='' || finding="$status: $(cat "$work/out" "$work/err")"
	result "$what" "$finding"
}
bad_contract 'an interface that is not there' 1 "has no interface 'none'" dump "$old" none
bad_contract 'a module without one' 3 'has no interface' dump "$modules/broker.ko"
bad_contract 'nothing to compare' 3 'has no interface' compare "$modules/broker.ko" "$old"
bad_contract 'no verb' 2 'Usage:'
bad_contract 'a verb that is not known' 2 'Usage:' show "$old"
bad_contract 'a file too few' 2 'Usage:' compare "$old"
bad_contract 'a file that is not there' 2 'cannot be read' compare "$old" "$work/none.ko"

# module OLD NEW: of the first interface; verdict of both directions
verdict='.interfaces[0] | "\(.verdict) \(.oldconsumer) \(.newconsumer)"'
answer contract compare "$modules/shape/shape_1_1.ko" "$old"
expect 'a module and what was dumped of it' 0 "$verdict" 'same binds binds' '.interfaces[1].verdict' new
answer contract compare "$modules/shape/shape_1_0.ko" "$modules/shape/shape_1_1.ko"
expect 'a larger minor' 0 "$verdict" 'compatible binds binds' '.interfaces[0].new' 1.1
answer contract compare "$modules/shape/shape_1_1.ko" "$modules/shape/shape_1_0.ko"
expect 'a smaller minor' 1 "$verdict" 'differs refused binds' '.differences[0].reason' \
	'minor too old: have "1.0", want "1.1"' '.advice[0]' 'shape: keep the rows of minor 1; or raise the major'
answer contract compare "$modules/shape/shape_1_0.ko" "$modules/shape/shape_2.ko"
expect 'the major was raised' 0 '.interfaces[0].verdict' raised
answer contract compare "$modules/shape/shape_2.ko" "$modules/shape/shape_1_0.ko"
expect 'the major was lowered' 1 '[.interfaces[].verdict] | join(" ")' 'gone new'
answer contract compare "$modules/duplex/elder_old.ko" "$modules/duplex/elder_new.ko"
expect 'an interface became two-way' 0 "$verdict" 'compatible binds binds' \
	'.remarks[0]' 'elder: has callbacks now: a provider refuses consumers that pin it'

# A sed script for the contract, and the verdict; "raised" requires a minor of those rows.
number_of_cases=0
while IFS=@ read -r what script expected said; do
	sed "$script" "$old" >"$new"
	number_of_cases=$((number_of_cases + 1))
	! cmp -s "$old" "$new" || result "$what: nothing was changed" "$script"
	answer contract compare "$old" "$new"
	code=1
	case $expected in same|compatible|raised) code=0 ;; esac
	expect "$what" $code \
		'[.interfaces[] | select(.verdict != "same") | .verdict] | join(",") | if . == "" then "same" else . end' "$expected" \
		'[(.differences[].reason | sub(": have.*"; "")), .rows[].row] | .[0] // ""' "$said"
done <<'END'
a comment and blanks@1i# Kept by hand, \n\n@same@
blanks of the header@s/(u32 depth/( u32  depth/;s/struct port \*port/struct port * port/@same@
an operation of the next minor@/op 1 atomic/a\    op 2 sleep: void more(void) = vv@compatible@
one without it@/op 1 atomic/a\    op 1 sleep: void more(void) = vv@minor@op 2 sleep: void more(void)
one in the middle@/op 0 sleep: int move/i\    op 0 sleep: void more(void) = vv@differs@op 1 'more'
one that went away@/op 0 atomic: int fill/d@differs@op 3 'area'
the last one that went away@/op 1 atomic/d@differs@minor too old
another type@s/u32 width, u32/u32 width, u64/@differs@op 2 'scale'
another type behind a typedef@s/\(int open(shape_id.*\)ijo/\1iyo/@differs@op 0 'open': same text, other types
another context@s/sleep: int move/atomic: int move/@differs@op 1 'move'
optional no more@s/1 atomic . optional/1 atomic/@differs@op 4 'area'
another name@s/int fill(/int paint(/@differs@op 3 'paint'
another parameter name@s/u32 ms) = ioj/u32 us) = ioj/@differs@op 3 'rest'
two that were exchanged@/int ring/{h;d};/int rest/G@differs@op 2 'rest'
a callback of the next minor@/callback 0 .*news/a\    callback 1 sleep: void more(void) = vv@compatible@
one without it@/callback 0 .*news/a\    callback 0 sleep: void more(void) = vv@minor@callback 1 sleep: void more(void)
a callback that went away@/callback 0 .*news/d@differs@callback 2 'news'
callbacks that went away@/callback/d@differs@callback 0 'rung'
a field of the next minor@/field 0 u64 pattern/a\    field 2 u32 more = j0004@compatible@
one without it@/field 0 u64 pattern/a\    field 1 u32 more = j0004@minor@field 2 u32 more
a field of a sealed struct@/field 0 u32 y/a\    field 0 u32 z = j0004@differs@struct shape_point field 2 'z'
a field of another size@s/pattern = y0008/pattern = y0016/@differs@struct shape_style field 1 'pattern': same text, other types
a field that went away@/u32 colour/d@differs@struct shape_style field 0 'pattern'
a struct of another kind@s/shape_point sealed/shape_point growing/@differs@struct
a struct that is not listed any more@/^struct shape_point/,/u32 y/d@differs@struct
a struct that is listed now@/u64 pattern/a\struct more sealed\n    field 0 u32 z = j0004@differs@struct
an interface that went away@/^interface duplex/,$d@gone@
another name for it@s/^\(interface\|callbacks\) duplex/\1 triplex/@gone,new@
a larger major@s/^\(interface\|callbacks\) duplex 1/\1 duplex 2/@raised@
a larger minor and another type@s/u32 width, u32/u32 width, u64/;/op 1 atomic/a\    op 2 sleep: void more(void) = vv@differs@op 2 'scale'
END
[ $number_of_cases -ge 30 ] && finding='' || finding=$number_of_cases
result 'all of them were compared' "$finding"

# Each advice, once.
advice() {	# WHAT SCRIPT ADVICE
	sed "$2" "$old" >"$new"
	answer contract compare "$old" "$new"
	expect "advice: $1" 1 '.advice | join("\n")' "$3"
}
advice 'rows' 's/sleep: int move/atomic: int move/' \
	'shape: keep the rows of minor 1 in their order, and add others at the end, of other names and minor 2; or raise the major'
advice 'a struct' 's/pattern = y0008/pattern = y0016/' \
	'shape: keep struct shape_style, and declare a struct of another name for operations of minor 2; or raise the major'
advice 'a new struct' '/u64 pattern/a\struct more sealed\n    field 0 u32 z = j0004' \
	'shape: list the struct when an operation or field of minor 2 is added; or raise the major'
advice 'a struct that went away' '/^struct shape_point/,/u32 y/d' 'shape: keep the struct; or raise the major'
sed 's/op 1 atomic/op 9999 atomic/' "$old" >"$work/last.contract"
sed 's/op 1 atomic/op 9999 sleep/' "$old" >"$new"
answer contract compare "$work/last.contract" "$new"
expect 'advice: no minor is left' 1 '.advice | join("\n")' 'shape: raise the major'

# Files that are not dumps.
while IFS=@ read -r what script said; do
	sed "$script" "$old" >"$new"
	bad_contract "$what" 2 "$said" compare "$old" "$new"
done <<'END'
a row without a word@s/ = ijo$//@is neither a module nor a dumped contract: line 2 is '    op 0 sleep: int open
a row with two@s/ = ijo$/ = i jo/@line 2 is
a row of nothing@1d@line 1 is
a tag that is not known@2s/op/oops/@line 2 is
a head without a value@1s/ .*//@line 1 is 'interface'
no number@2s/op 0/op x/@is damaged: contract row 0
a row of something else@2s/op/field/@is damaged: contract row 0
a name that is too long@1s/shape/&&&&&&&&&&&&&&&&&/@is not an identifier of at most 40
callbacks of another interface@s/^callbacks duplex/callbacks none/@is of no interface
control characters@2s/open/\x1b[31m/@odd characters
a tab@2s/open/\topen/@odd characters
a struct twice@$a\struct twin sealed\n    field 0 u32 y = j0004\nstruct twin sealed\n    field 0 u32 z = j0004@two different structs 'twin'
no rows@2,6d@has 0 operations
END
: >"$new"
bad_contract 'an empty file' 2 'it is empty' dump "$new"
head -c 100 /dev/zero >"$new"
bad_contract 'a file of NULs' 2 'it is no text' dump "$new"
{ cat "$old"; head -c 2000000 /dev/zero | tr '\0' '#'; } >"$new"
bad_contract 'a file that is too large' 2 'larger than 1024 KiB' dump "$new"

# Cut after each byte, it is accepted as a contract or reported as invalid.
finding=
bytes=$(wc -c <"$old")
for at in $(seq 1 23 "$bytes"); do
	head -c "$at" "$old" >"$new"
	brokerctl contract compare "$old" "$new"
	case $status in
	1) [ -s "$work/out" ] && [ ! -s "$work/err" ] ;;
	2) [ ! -s "$work/out" ] && [ "$(wc -l <"$work/err")" = 1 ] ;;
	*) false ;;
	esac || finding="$finding
cut at $at: $status $(cat "$work/err")"
done
result 'a dumped file that is cut off' "$finding"
