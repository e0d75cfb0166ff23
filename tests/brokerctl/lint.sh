# SPDX-License-Identifier: GPL-2.0-only
# The findings of "lint" in modules that reach everything that a header can have, and its messages
# for files that it cannot read.
# shellcheck shell=sh disable=SC2154

# build_types FOLDER [VARIABLE=...]: build tests/brokerctl/types in a copy. Not in the place
# that ccache sees: the other half of split units is searched for where the compiler wrote it.
build_types() {
	folder=$1
	shift
	[ -d "$folder" ] || cp -R "$here/types" "$folder"
	make -C "$build" -s -j "$(nproc)" M="$folder" BROKER="$top/build/$release/dev/share/broker" CONFIG_DEBUG_INFO_BTF_MODULES= \
		"$@" modules >"$work/types.log" 2>&1 || {
		cat "$work/types.log" >&2
		die "tests/brokerctl/types do not build for $release"
	}
}

reel=$work/reel
build_types "$reel"
provider=$reel/reel_provider.ko
objcopy --strip-debug "$provider" "$work/stripped.ko"

findings='[.findings[] | "\(.type): \(.finding)"] | join("\n")'
all='struct reel_desc: not listed
enum reel_mode: values
struct reel_inner: not listed
reel_done_t: what it takes and returns
struct reel_pair: passed by value, and not listed
reel_ref: what it points to: write the pointer in its place
reel_tick: what it takes and returns
kuid_t: passed by value'
for module in reel_provider reel_consumer; do
	answer lint "$reel/$module.ko"
	expect "$module reaches what is not compared" 1 "$findings" "$all" '.unseen | length' 0 \
		'[.findings[] | select(.type == "struct reel_inner").path] | join("")' "op 1 'submit' -> struct reel_desc.in" \
		'[.remarks[] | sub(",.*"; "")] | join("\n")' "reel: struct mutex is the kernel's
reel: struct device is the kernel's" \
		'.lines | join("\n")' '#define REEL_MODE_VALUES(CONSTANT) \
        CONSTANT(0, REEL_SLOW) \
        CONSTANT(0, REEL_FAST) \
        CONSTANT(0, REEL_LAST)
BROKER_CONSTANTS(reel_mode, REEL_MODE_VALUES);
#define REEL_INNER_FIELDS(FIELD) \
        FIELD(0, u16, x) \
        FIELD(0, u16, y)
BROKER_DESCRIBE(reel_inner, REEL_INNER_FIELDS);
BROKER_FUNCTION(reel_done_t, int, (void *, u32)); /* in place of the typedef; pass a reel_done_t * */
#define REEL_DESC_FIELDS(FIELD) \
        FIELD(0, u32, first) \
        FIELD(0, u32, second) \
        FIELD(0, enum reel_mode, mode) \
        FIELD(0, struct reel_inner, in, [2]) \
        FIELD(0, u32, v.u) \
        FIELD(0, u8, v.b, [4]) \
        FIELD(0, u8, v.s.l) \
        FIELD(0, u16, v.s.h) \
        /* low: a bit-field, it cannot be described */ \
        /* high: a bit-field, it cannot be described */ \
        FIELD(0, reel_done_t *, done) \
        FIELD(0, int, probe, (struct reel *, u64)) \
        FIELD(0, struct mutex, lock) \
        FIELD(0, const char *, name) \
        FIELD(0, u8, key, [16]) \
        FIELD(0, struct reel_desc *, next)
BROKER_DESCRIBE(reel_desc, REEL_DESC_FIELDS);
#define REEL_PAIR_FIELDS(FIELD) \
        FIELD(0, u64, a) \
        FIELD(0, u64, b)
BROKER_DESCRIBE(reel_pair, REEL_PAIR_FIELDS);
BROKER_FUNCTION(reel_tick, void, (struct reel *, enum reel_mode)); /* in place of the typedef; pass a reel_tick * */
#define KUID_T_FIELDS(FIELD) \
        FIELD(0, uid_t, val)
BROKER_DESCRIBE_TYPE(kuid_t, kuid_t, KUID_T_FIELDS);
/* add to the list of reel: reel_mode, reel_inner, reel_done_t, reel_desc, reel_pair, reel_tick, kuid_t */'
done

# listed NAME ROW...: the provider, as if its interface also listed these rows
listed() {
	name=$1
	shift
	objcopy -O binary -j .modinfo "$provider" "$work/modinfo"
	tr '\0' '\n' <"$work/modinfo" | sed "s/^broker_structs=.*/& $name/" | tr '\n' '\0' >"$work/rows"
	printf '%s\0' "$@" | tr '\1' '\0' >>"$work/rows"
	objcopy --update-section .modinfo="$work/rows" "$provider" "$work/listed.ko"
	answer lint "$work/listed.ko"
}

without() { printf '%s\n' "$all" | grep -v "$1"; }
listed modes 'broker_struct=modes growing' 'broker_field=0 constants modes' 'broker_field=0 constant REEL_LAST' \
	'broker_field=0 constant REEL_FAST' 'broker_field=0 constant REEL_SLOW' 'broker_abi=c 3 2 0'
expect 'the values of an enum, under any name' 1 "$findings" "$(without reel_mode)"
listed modes 'broker_struct=modes growing' 'broker_field=0 constants modes' 'broker_field=0 constant REEL_FAST' 'broker_abi=c 2'
expect 'one of them' 1 "$findings" "$all"
listed reel_mode 'broker_struct=reel_mode growing' 'broker_field=0 enum reel_mode' 'broker_field=0 enumerator REEL_SLOW' 'broker_abi=j 0'
expect 'an enum of that name' 1 "$findings" "$(without reel_mode)"
listed reel_tick 'broker_struct=reel_tick sealed' 'broker_field=0 void reel_tick(struct reel *, enum reel_mode)' 'broker_abi=fvoj'
expect 'a function type' 1 "$findings" "$(without reel_tick)"
listed kuid 'broker_struct=kuid sealed' 'broker_field=0 sizeof(kuid_t)' 'broker_field=0 uid_t val' 'broker_abi=00000004 j00000004@00000000'
expect 'a type under another name' 1 "$findings" "$(without kuid_t)"
described="broker_field=0 sizeof(struct reel_desc)
broker_field=0 u32 first
broker_field=0 u32 second
broker_field=0 enum reel_mode mode
broker_field=0 u16 in[0].x
broker_field=0 u16 in[1].y
broker_field=0 u32 v.u
broker_field=0 u8 v.b[4]
broker_field=0 u8 v.s.l
broker_field=0 u16 v.s.h
broker_field=0 reel_done_t * done
broker_field=0 int probe(struct reel *reel, u64 id)
broker_field=0 struct mutex lock
broker_field=0 const char * name
broker_field=0 u8 key[16]
broker_field=0 struct reel_desc * next"
words() { printf 'broker_abi='; printf '%s\n' "$1" | sed 's/.*/x /' | tr -d '\n'; }
describe() {	# KIND ROWS
	listed reel_desc "broker_struct=reel_desc $1" "$(printf '%s' "$2" | tr '\n' '\1')" "$(words "$2")"
}
describe sealed "$described"
expect 'a struct that is described, a part of it by paths' 1 "$findings" "$(without 'reel_desc\|reel_inner')" \
	'[.remarks[] | select(test("bit-field"))] | length' 2
describe sealed "$(printf '%s\n' "$described" | grep -v 'in\[\|v.s.h\|probe\|key')"
expect 'members that were left out' 1 "$findings" "struct reel_desc: member 'in'
struct reel_desc: member 'v.s.h'
struct reel_desc: member 'probe'
struct reel_desc: member 'key'
$(without reel_desc)"
describe growing 'broker_field=0 u32 first'
expect 'a part of a struct promises no more' 1 "$findings" "$(without reel_desc)"

bad_lint() {	# WHAT STATUS TEXT ARGUMENT...
	what=$1 expected=$2 text=$3
	shift 3
	brokerctl lint "$@"
	[ "$status" = "$expected" ] && [ ! -s "$work/out" ] && [ "$(wc -l <"$work/err")" = 1 ] &&
		grep -qF -e "$text" "$work/err" && finding='' || finding="$status: $(cat "$work/out" "$work/err")"
	result "$what" "$finding"
}
bad_lint 'a module without debug information' 4 'has no debug information that can be read' "$work/stripped.ko"
bad_lint 'a module without an interface' 3 'has no interface' "$modules/broker.ko"
bad_lint 'a file that is not there' 2 'cannot be read' "$work/none.ko"
bad_lint 'no file' 2 'Usage:'
bad_lint 'two files' 2 'Usage:' "$provider" "$provider"

# The result does not depend on the place and form of the debug information.
same() {	# WHAT FILE
	answer lint "$2"
	expect "$1" 1 "$findings" "$all"
}
mkdir "$work/link"
objcopy --only-keep-debug "$provider" "$work/link/reel.debug"
objcopy --strip-debug --add-gnu-debuglink="$work/link/reel.debug" "$provider" "$work/link/reel.ko"
same 'debug information beside the file' "$work/link/reel.ko"
mkdir "$work/link/.debug"
mv "$work/link/reel.debug" "$work/link/.debug/"
same 'in a folder below' "$work/link/reel.ko"
rm "$work/link/.debug/reel.debug"
bad_lint 'that is not there' 4 'has no debug information that can be read' "$work/link/reel.ko"
objcopy --compress-debug-sections=zlib "$provider" "$work/zlib.ko"
same 'sections that are compressed' "$work/zlib.ko"
objcopy --compress-debug-sections=zlib-gnu "$provider" "$work/gnu.ko"
same 'as they once were' "$work/gnu.ko"
xz -k --check=crc32 "$provider"
same 'a file that is compressed' "$provider.xz"
for form in -gdwarf-4 -gdwarf-5 '-gsplit-dwarf -gdwarf-4' '-gsplit-dwarf -gdwarf-5'; do
	rm -rf "$work/form"
	build_types "$work/form" KCFLAGS="$form"
	same "built with $form" "$work/form/reel_provider.ko"
done
rm "$work/form"/*.dwo
# There may be other units, or none.
brokerctl lint "$work/form/reel_provider.ko"
cat "$work/out" "$work/err" >"$work/said"
[ "$status" = 4 ] && grep -q -e 'has no debug information' -e 'has no struct reel_ops' "$work/said" && finding='' ||
	finding="$status: $(cat "$work/said")"
result 'the other half of split units is not there' "$finding"
build_types "$work/form" KCFLAGS=-femit-struct-debug-baseonly
answer lint "$work/form/reel_provider.ko"
expect 'reduced debug information' 4 '.unseen[0]' 'reel: the debug information has no struct reel_ops'

# For any debug information there is an answer, or a line that explains why there is none.
offsets=$(readelf -SW "$provider" | sed 's/^ *\[ *[0-9]*\]//' |
	awk '$1 ~ /^\.(rela)?\.?debug_(info|abbrev|line|str)$/ { print "0x" $4, "0x" $5 }')
finding=
for seed in $(seq 1 150); do
	cp "$provider" "$work/damaged.ko"
	echo "$offsets" | awk -v seed="$seed" '
		function hex(s,    i, n) {
			for (i = 3; i <= length(s); i++)
				n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
			return n
		}
		{ from[NR] = hex($1); size[NR] = hex($2) }
		END {
			srand(seed)
			for (i = 0; i < 1 + seed % 8; i++) {
				n = 1 + int(rand() * NR)
				print from[n] + int(rand() * size[n]), int(rand() * 256)
			}
		}' | while read -r at byte; do
		printf '%b' "\\0$(printf '%o' "$byte")" |
			dd of="$work/damaged.ko" bs=1 seek="$at" conv=notrunc status=none
	done
	timeout 20 "$top/build/brokerctl/brokerctl" lint "$work/damaged.ko" >"$work/out" 2>"$work/err" && code=0 || code=$?
	[ "$code" -le 4 ] && [ "$(wc -l <"$work/err")" -le 1 ] || finding="$finding
$seed: $code $(head -n 3 "$work/err")"
done
result 'debug information that is damaged' "$finding"
