# SPDX-License-Identifier: GPL-2.0-only
# The findings of "check --types" for a provider and consumers that differ in one thing, and
# differences that do not matter.
# shellcheck shell=sh disable=SC2154

# WHAT@DEFINITION@EXPECTED: the first difference, or nothing
cat >"$work/cases" <<'END'
an enumerator of another value@REEL_FAST_VALUE 3@op 1 'submit' -> struct reel_desc.mode -> enum reel_mode: REEL_FAST 2, 3
a negative one@REEL_FAST_VALUE -200@op 1 'submit' -> struct reel_desc.mode -> enum reel_mode: REEL_FAST 2, -200
one inserted@REEL_VALUES REEL_SLOW, REEL_MORE, REEL_FAST, REEL_LAST@op 1 'submit' -> struct reel_desc.mode -> enum reel_mode: value 'REEL_FAST', 'REEL_MORE'
one at the end@REEL_VALUES REEL_SLOW, REEL_FAST = 2, REEL_LAST, REEL_NEW@op 1 'submit' -> struct reel_desc.mode -> enum reel_mode: value '', 'REEL_NEW'
one removed@REEL_VALUES REEL_SLOW, REEL_FAST = 2@op 1 'submit' -> struct reel_desc.mode -> enum reel_mode: value 'REEL_LAST', ''
one that makes the enum larger@REEL_VALUES REEL_SLOW, REEL_FAST = 2, REEL_LAST = 0x100000000@op 1 'submit' -> struct reel_desc.mode -> enum reel_mode: REEL_LAST 3, 4294967296
a parameter of a function type@REEL_STATUS u64@op 1 'submit' -> struct reel_desc.done: u32, u64
its signedness@REEL_STATUS s32@op 1 'submit' -> struct reel_desc.done: u32, s32
a pointer there@REEL_STATUS u32 *@op 1 'submit' -> struct reel_desc.done: u32, u32 *
its result@REEL_DONE void reel_done_t(void *data, u32 status)@op 1 'submit' -> struct reel_desc.done: int, void
one more parameter@REEL_DONE int reel_done_t(void *data, u32 status, int more)@op 1 'submit' -> struct reel_desc.done: int (void *, u32), int (void *, u32, int)
one less@REEL_DONE int reel_done_t(void *data)@op 1 'submit' -> struct reel_desc.done: int (void *, u32), int (void *)
a variadic function@REEL_DONE int reel_done_t(void *data, u32 status, ...)@op 1 'submit' -> struct reel_desc.done: int (void *, u32), int (void *, u32, ...)
const behind a function type@REEL_DONE int reel_done_t(const void *data, u32 status)@op 1 'submit' -> struct reel_desc.done: void, const void
an enum that was a number@REEL_TICK (struct reel *reel, u32 mode)@op 3 'watch': enum reel_mode, u32
parameters that were exchanged@REEL_TICK (enum reel_mode mode, struct reel *reel)@op 3 'watch': struct reel *, enum reel_mode
another target of a pointer typedef@REEL_REF struct device@op 3 'watch': struct reel, struct device
const behind a pointer typedef@REEL_REF const struct reel@op 3 'watch': struct reel, const struct reel
a pointer to a pointer@REEL_REF struct reel *@op 3 'watch': struct reel, struct reel *
a member of a nested struct@REEL_INNER u16 x; u32 y;@op 1 'submit' -> struct reel_desc.in -> struct reel_inner.y: u16, u32
members that were exchanged@REEL_INNER u16 y; u16 x;@op 1 'submit' -> struct reel_desc.in -> struct reel_inner: member 'x', 'y'
one more member@REEL_INNER u16 x; u16 y; u16 z;@op 1 'submit' -> struct reel_desc.in -> struct reel_inner: member '', 'z'
one less@REEL_INNER u16 x;@op 1 'submit' -> struct reel_desc.in -> struct reel_inner: member 'y', ''
an arm of a union@REEL_ARM u64 u;@op 1 'submit' -> struct reel_desc.v.u: u32, u64
another arm@REEL_ARM u32 w;@op 1 'submit' -> struct reel_desc.v: member 'u', 'w'
no arm@REEL_ARM@op 1 'submit' -> struct reel_desc.v: member 'u', 'b'
a member of a struct without a name@REEL_NESTED struct { u8 l; u8 h; } s;@op 1 'submit' -> struct reel_desc.v.s.h: u16, u8
its order@REEL_NESTED struct { u16 h; u8 l; } s;@op 1 'submit' -> struct reel_desc.v.s: member 'l', 'h'
wider bits@REEL_BITS u32 low : 4; u32 high : 5;@op 1 'submit' -> struct reel_desc.low: bits 3, 4
bits elsewhere@REEL_BITS u32 low : 3; u32 : 2; u32 high : 5;@op 1 'submit' -> struct reel_desc.high: bit 195, 197
no bits@REEL_BITS u8 low; u32 high : 5;@op 1 'submit' -> struct reel_desc.low: u32, u8
a parameter of a function in a struct@REEL_PROBE int (*probe)(struct reel *reel, u32 id);@op 1 'submit' -> struct reel_desc.probe: u64, u32
its result@REEL_PROBE u8 (*probe)(struct reel *reel, u64 id);@op 1 'submit' -> struct reel_desc.probe: int, u8
a pointer instead@REEL_PROBE void *probe;@op 1 'submit' -> struct reel_desc.probe: int (struct reel *, u64), void
const that went away@REEL_NAME char *name;@op 1 'submit' -> struct reel_desc.name: const char, char
volatile that came@REEL_NAME const char *volatile name;@op 1 'submit' -> struct reel_desc.name: const char *, const char *volatile
an array for a pointer@REEL_NAME char name[8];@op 1 'submit' -> struct reel_desc.name: const char *, char [8]
a bound behind a macro@REEL_KEY 32@op 1 'submit' -> struct reel_desc.key: u8 [16], u8 [32]
two dimensions@REEL_KEY 4][4@op 1 'submit' -> struct reel_desc.key: u8 [16], u8 [4][4]
another type of the first members@REEL_FIRST u32 first; u64 second;@op 1 'submit' -> struct reel_desc.second: u32, u64
a hole@REEL_FIRST u32 first __aligned(8); u32 second __aligned(8);@op 1 'submit' -> struct reel_desc.second: offset 4, 8
a member inserted@REEL_FIRST u32 first; u32 other; u32 second;@op 1 'submit' -> struct reel_desc: member 'second', 'other'
a member at the end@REEL_DESC_END u8 more;@op 1 'submit' -> struct reel_desc: member '', 'more'
an array without a bound@REEL_DESC_END u8 more[];@op 1 'submit' -> struct reel_desc: member '', 'more'
a packed struct@REEL_ATTRIBUTES __packed@op 1 'submit' -> struct reel_desc.done: offset 32, 25
an aligned one@REEL_ATTRIBUTES __aligned(256)@op 1 'submit' -> struct reel_desc: size N, 256
a larger struct by value@REEL_PAIR u64 a; u64 b; u64 c;@op 2 'swap' -> struct reel_pair: member '', 'c'
a smaller one@REEL_PAIR u32 a; u32 b;@op 2 'swap' -> struct reel_pair.a: u64, u32
what a listed struct has behind a typedef@REEL_ID u64@op 4 'owner' -> struct reel_listed.id: unsigned int, long long unsigned int
a struct for a number@REEL_KUID u32@op 4 'owner': kuid_t, u32
the same@@
a comment@REEL_ATTRIBUTES /* nothing */@
unsigned int for u32@REEL_STATUS unsigned int@
another name of it@REEL_STATUS __u32@
unsigned short for u16@REEL_INNER unsigned short x; unsigned short y;@
one line for two@REEL_FIRST u32 first, second;@
the value that it has@REEL_VALUES REEL_SLOW = 0, REEL_FAST = 1 + 1, REEL_LAST@
a hexadecimal value@REEL_FAST_VALUE 0x2@
other names of parameters@REEL_DONE int reel_done_t(void *context, u32 code)@
no names of parameters@REEL_PROBE int (*probe)(struct reel *, u64);@
the pointer written out@REEL_PROBE typeof(int (struct reel *reel, u64 id)) *probe;@
a const parameter@REEL_DONE int reel_done_t(void *const data, const u32 status)@
a bound that is a sum@REEL_KEY (4 * 4)@
an attribute that it has@REEL_ATTRIBUTES __aligned(8)@
a member's attribute that it has@REEL_FIRST u32 first __aligned(4); u32 second;@
a struct without a name with one@REEL_NESTED struct reel_nested { u8 l; u16 h; } s;@
const elsewhere@REEL_NAME char const *name;@
a typedef of the typedef@REEL_ID __u32@
a struct behind a typedef@REEL_REF typeof(struct reel)@
a private struct of the consumer@REEL_PRIVATE struct reel { u64 other; }@
a macro that nobody uses@REEL_UNUSED 1@
END

number_of_case=0 objects=
while IFS=@ read -r what define expected; do
	number_of_case=$((number_of_case + 1))
	{
		echo "/* $what */"
		[ -z "$define" ] || echo "#define $define"
		echo '#include "reel_consumer.c"'
		case $define in REEL_PRIVATE*) echo 'REEL_PRIVATE;' ;; esac
	} >"$reel/reel_case_$number_of_case.c"
	objects="$objects reel_case_$number_of_case.o"
done <"$work/cases"
build_types "$reel" REEL_CASES="$objects"

number_of_case=0 differences=0
while IFS=@ read -r what define expected; do
	number_of_case=$((number_of_case + 1))
	judge --types "$provider" "$reel/reel_case_$number_of_case.ko"
	if [ "$expected" ]; then
		differences=$((differences + 1))
		# The size of a mutex is the kernel's.
		expect "differs: $what" 1 '.types[0].types, (.types[0].difference | sub("size [0-9]+"; "size N"))' "differ
$expected"
	else
		expect "does not matter: $what" 0 '.types[0].types' same
	fi
done <"$work/cases"
[ "$differences" -ge 40 ] && [ $((number_of_case - differences)) -ge 20 ] && finding='' || finding="$differences of $number_of_case"
result 'enough differences were seen' "$finding"

# Types that cannot be read are not considered equal.
judge --types "$work/stripped.ko" "$reel/reel_consumer.ko"
expect 'one without debug information' 4 '.types[0].types, (.types[0].difference | test("^reel_provider has no debug information"))' 'unseen
true'
judge --types "$work/stripped.ko" "$reel/reel_case_1.ko" "$provider"
expect 'a difference is more' 1 '[.types[].types] | join(" ")' 'unseen differ'
