# SPDX-License-Identifier: GPL-2.0-only
# The output of "describe" for types of the modules of lint.sh.
# shellcheck shell=sh disable=SC2154

lines_of='.lines | join("\n")'
answer describe "$provider" reel_inner
expect 'a struct' 0 "$lines_of" '#define REEL_INNER_FIELDS(FIELD) \
        FIELD(0, u16, x) \
        FIELD(0, u16, y)
BROKER_DESCRIBE(reel_inner, REEL_INNER_FIELDS);'
answer describe "$provider" reel_mode
expect 'an enum' 0 "$lines_of" '#define REEL_MODE_VALUES(CONSTANT) \
        CONSTANT(0, REEL_SLOW) \
        CONSTANT(0, REEL_FAST) \
        CONSTANT(0, REEL_LAST)
BROKER_CONSTANTS(reel_mode, REEL_MODE_VALUES);'
answer describe "$provider" reel_done_t
expect 'a function type' 0 "$lines_of" 'BROKER_FUNCTION(reel_done_t, int, (void *, u32)); /* in place of the typedef; pass a reel_done_t * */'
answer describe "$provider" kuid_t
expect 'a typedef of the kernel' 0 "$lines_of" '#define KUID_T_FIELDS(FIELD) \
        FIELD(0, uid_t, val)
BROKER_DESCRIBE_TYPE(kuid_t, kuid_t, KUID_T_FIELDS);'
answer describe "$provider" reel_desc
expect 'what it reaches comes first' 0 '[.lines[] | select(test("^BROKER_")) | sub(",.*"; "")] | join(" ")' \
	'BROKER_CONSTANTS(reel_mode BROKER_DESCRIBE(reel_inner BROKER_FUNCTION(reel_done_t BROKER_DESCRIBE(reel_desc'
answer describe "$provider" reel_ops
expect 'a table of functions' 0 '.lines[-8:] | join("\n")' '#define REEL_OPS_INTERFACE_OPS(OP) \
        OP(0, sleep, int, open, (u32, struct reel **)) \
        OP(0, sleep, int, submit, (struct reel *, const struct reel_desc *)) \
        OP(0, sleep, struct reel_pair, swap, (struct reel_pair)) \
        OP(0, sleep, int, watch, (reel_ref, reel_tick, struct device *)) \
        OP(0, sleep, int, owner, (kuid_t, struct reel_listed *)) \
        OP(0, sleep, void, grow, (struct reel_growing *))
BROKER_INTERFACE(reel_ops_interface, 1, REEL_OPS_INTERFACE_OPS, reel_mode, reel_inner, reel_done_t, reel_desc, reel_pair, reel_tick, kuid_t, reel_listed, reel_growing);'

bad_describe() {	# WHAT STATUS TEXT ARGUMENT...
	what=$1 expected=$2 text=$3
	shift 3
	brokerctl describe "$@"
	[ "$status" = "$expected" ] && [ ! -s "$work/out" ] && [ "$(wc -l <"$work/err")" = 1 ] &&
		grep -qF -e "$text" "$work/err" && finding='' || finding="$status: $(cat "$work/out" "$work/err")"
	result "$what" "$finding"
}
bad_describe 'a type that is not there' 1 "has no type 'nothing'" "$provider" nothing
bad_describe 'no debug information to describe from' 4 'has no debug information that can be read' "$work/stripped.ko" reel_desc
bad_describe 'no module to describe from' 2 'cannot be read' "$work/none.ko" reel_desc
bad_describe 'a text to describe from' 2 'cannot be read' "$top/README.md" reel_desc
bad_describe 'no type' 2 'Usage:' "$provider"

# The lines for a header that is not ours compile unchanged, and then "lint" finds nothing.
vendor=$reel/vendor.ko
answer describe "$vendor" i40e_ops
expect 'a header of a vendor' 0 '[.lines[] | select(test("^BROKER_DESCRIBE"))] | length' 10
json '.lines[]' >"$reel/lines.h"
touch "$reel/vendor.c"
build_types "$reel" KCFLAGS="-DVENDOR_LINES='\"lines.h\"'"
answer lint "$vendor"
expect 'its lines compile, and its contract sees all' 0 '.findings | length' 0 '.unseen | length' 0
