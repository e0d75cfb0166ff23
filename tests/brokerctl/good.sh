# SPDX-License-Identifier: GPL-2.0-only
# Which consumer binds to which provider, and how it is printed; the text has nothing that JSON lacks.
# shellcheck shell=sh disable=SC2154

shape() { for name; do echo "$modules/shape/shape_$name.ko"; done; }
chosen='[.pairs[] | select(.verdict == "chosen") | "\(.consumer) > \(.provider)"] | join(", ")'
lines='[.refusals[].line] | join("\n")'
# Remarks except those that tests/softdep tests.
remarks='[.remarks[] | select(test("softdep row") | not)]'

# shellcheck disable=SC2046 # no name has blanks
judge $(shape user 1_0 1_1 type preferred)
expect 'the best of those that agree is chosen' 0 "$chosen" 'shape_user > shape_preferred' \
	'[.providers[].provider] | join(" ")' 'shape_preferred shape_1_1 shape_1_0 shape_type' \
	'.providers[0].priority' 10 "$lines" ''
# shellcheck disable=SC2046
judge $(shape type user)
expect 'a refusal is one, with its errno' 1 "$chosen" '' '.refusals[0].errno' EPROTO \
	'.pairs[0].reason' "$(json '.refusals[0].line' | sed 's/.* refused by shape_type: //')"
# shellcheck disable=SC2046
judge $(shape user_needs_1_1)
expect 'no provider is given' 1 '.pairs[0].provider' null \
	'.summary | split(";")[0]' '1 module: 1 of 1 requirements refused' \
	"$lines" 'broker: shape_user_needs_1_1: shape 1 refused: no provider'
# shellcheck disable=SC2046
judge $(shape 2 user_autoload)
expect 'another major, and what would load one of ours' 1 '.pairs[0].autoload' true '.refusals[0].errno' EPROTONOSUPPORT
judge "$modules/link/well_user.ko"
expect 'a revocable consumer waits' 0 '.pairs[0].verdict' waits '.pairs[0].how' revocable "$lines" ''
judge "$modules/link/well_user.ko" "$modules/link/well_other.ko"
expect 'a revocable consumer is refused by the only provider' 1 '.refusals[0].errno' EPROTO
judge "$modules/link/well_user.ko" "$modules/link/well_odd.ko" "$modules/link/well_other.ko"
expect 'and by each of several, the first first' 1 '.passed | length' 0 '[.refusals[].errno] | join(",")' EPROTO,EPROTO \
	"$lines | gsub(\": op 2 [^\\n]*\"; \"\")" 'broker: well_user: well 1 refused by well_odd
broker: well_user: well 1 refused by well_other'
judge "$modules/link/well_user.ko" "$modules/link/well_odd.ko" "$modules/link/well_1_0.ko"
expect 'who gets another provider is not among those without' 0 "$chosen" 'well_user > well_1_0' "$lines" '' \
	'[.passed[].line] | join("\n") | sub(": op 2 .*"; "")' 'broker: well_user: well 1 refused by well_odd'
judge "$modules/duplex/duplex_user.ko" "$modules/duplex/duplex_1.ko"
expect 'a consumer that is called back' 0 "$chosen" 'duplex_user > duplex_1'
judge "$modules/duplex/duplex_swapped.ko" "$modules/duplex/duplex_1.ko"
expect 'a callback that differs' 1 '.refusals[0].errno' EPROTO \
	'.pairs[0].reason | sub(": have.*"; "")' "callback 0 'rung'"
judge "$modules/duplex/elder.ko" "$modules/duplex/elder_old.ko" "$modules/duplex/elder_new.ko" "$modules/duplex/elder_pin.ko"
expect 'an interface became two-way' 1 "$chosen" 'elder_old > elder, elder_new > elder' '.refusals[0].errno' EACCES \
	"$lines" 'broker: elder_pin: elder 1 refused by elder: it attaches each consumer, and is not to be pinned'
judge "$modules/duplex/elder.ko" "$modules/duplex/elder_strict.ko" "$modules/duplex/elder_old.ko" "$modules/duplex/elder_new.ko"
expect 'a provider asks for callbacks' 0 "$chosen" 'elder_old > elder, elder_new > elder_strict' \
	'.passed[].line' 'broker: elder_old: elder 1 refused by elder_strict: consumer too old: it has minor 0, the provider asks for 1'
# with_text FILE FROM TO: a copy, with another text of the same length in it
with_text() {
	mkdir -p "$work/changed"
	LC_ALL=C sed "s/$2/$3/" "$1" >"$work/changed/${1##*/}"
}

with_text "$modules/duplex/duplex_user.ko" 'int ask(struct party \*user, u32 ms)' 'int ask(struct party *user, s32 ms)'
judge "$work/changed/duplex_user.ko" "$modules/duplex/duplex_1.ko"
expect 'a callback of another prototype' 1 '.refusals[0].errno' EPROTO '.pairs[0].reason' \
	"callback 1 'ask': have \"0 sleep: int ask(struct party *user, u32 ms)\", want \"0 sleep: int ask(struct party *user, s32 ms)\""
objcopy -O binary -j .modinfo "$modules/duplex/duplex_user.ko" "$work/modinfo"
tr '\0' '\n' <"$work/modinfo" | sed '/^broker_callback=0 sleep: int ask/d; s/^broker_abi=ioj ioj vo /broker_abi=ioj vo /' | tr '\n' '\0' >"$work/modinfo.lacking"
objcopy --update-section .modinfo="$work/modinfo.lacking" "$modules/duplex/duplex_user.ko" "$work/lacking.ko"
judge "$work/lacking.ko" "$modules/duplex/duplex_1.ko"
expect 'a consumer that lacks a callback' 1 '.refusals[0].errno' EPROTO '.pairs[0].reason | sub(": have.*"; "")' "callback 1 'ask'"
with_text "$modules/duplex/duplex_user.ko" 'duplex 0001.0000 revocable' 'duplex 0001.0000 pinned   '
for provider in '' "$modules/duplex/duplex_1.ko"; do
	# shellcheck disable=SC2086 # none, or one
	judge "$work/changed/duplex_user.ko" $provider
	expect "a two-way interface cannot be pinned ${provider:+though there is a provider}" 1 '.refusals[0].errno' EINVAL \
		"$lines" 'broker: duplex_user: duplex 1 refused: the interface has callbacks, it cannot be pinned' \
		'.pairs | length' 1 '.pairs[0] | .verdict, .errno, .reason' 'refused
EINVAL
the interface has callbacks, it cannot be pinned'
done
with_text "$modules/duplex/elder.ko" '\.attach = 1' '.ATTACH = 1'
judge "$work/changed/elder.ko" "$modules/duplex/elder_pin.ko"
expect 'nor by a consumer of an older minor, if the file does not tell the hook' 1 '.refusals[0].errno' EACCES \
	"$lines" 'broker: elder_pin: elder 1 refused by elder: it attaches each consumer, and is not to be pinned'
judge "$modules/link/mutual_left.ko" "$modules/link/mutual_right.ko"
expect 'two modules use each other, revocably' 0 "$chosen" \
	'mutual_left > mutual_right, mutual_right > mutual_left'
judge "$modules/life/mutual_a.ko" "$modules/life/mutual_b.ko"
expect 'two modules pin each other: the second must not' 1 "$chosen" 'mutual_a > mutual_b' '.refusals[0].errno' ELOOP \
	"$lines" 'broker: mutual_b: pulse_a 1 refused by mutual_a: it depends on the consumer, neither could ever be unloaded'
judge "$modules/life/cycle_a.ko" "$modules/life/cycle_b.ko" "$modules/life/cycle_c.ko"
expect 'pins and symbols that close a cycle' 1 '[.refusals[] | .errno] | unique | join(",")' ELOOP \
	'[.refusals[] | .line | select(test("cycle_a: pulse_a 1 refused by cycle_a: "))] | length' 1 \
	'[.refusals[] | .line | select(test("cycle_a: pulse_c 1 refused by cycle_c: "))] | length' 1
judge "$modules/shape/shape_signed_only.ko" "$modules/shape/shape_user.ko"
expect 'an unsigned consumer of who wants signatures' 1 '.refusals[0].errno' EACCES \
	'.providers[0].flags | join(",")' signed-consumers "$remarks | length" 1
{ cat "$modules/shape/shape_user.ko"; printf '~Module signature appended~\n'; } >"$work/signed.ko"
judge "$modules/shape/shape_signed_only.ko" "$work/signed.ko"
expect 'one that has a signature' 0 "$chosen" 'shape_user > shape_signed_only'
judge "$modules/shape/shape_listed_only.ko" "$modules/shape/shape_user_1_1.ko" "$modules/shape/shape_user.ko"
expect 'a list of consumers' 1 '.providers[0].consumers | join(",")' shape_user_1_1 \
	"$chosen" 'shape_user_1_1 > shape_listed_only' '.refusals[0].consumer' shape_user

# The rows of the macros, as C: options TEXT, put into .modinfo
options() {
	objcopy -O binary -j .modinfo "$modules/shape/shape_1_0.ko" "$work/modinfo"
	tr '\0' '\n' <"$work/modinfo" | grep -v '^broker_provides=' >"$work/rows"
	{ cat "$work/rows"; printf 'broker_provides=shape 0001%s\n' "$1"; } | tr '\n' '\0' >"$work/modinfo"
	objcopy --update-section .modinfo="$work/modinfo" "$modules/shape/shape_1_0.ko" "$work/options.ko"
	judge "$work/options.ko"
}
provider='.providers[0] | [.priority, .flags, .consumers] | tojson'
while IFS='|' read -r text priority flags consumers; do
	options "$text"
	expect "options:$text" 0 "$provider" "[$priority,$flags,$consumers]"
done <<-END
	|0|[]|null
	 .priority = -5|-5|[]|null
	 .consumers = 0, .priority =     -5, .flags =      3, .attach = 0, .min_minor =      0|-5|["signed-consumers","revocable-only"]|null
	 .consumers = 1, .consumers = (const char *const []){ "a", NULL }, .flags = X, .priority =      0, .flags =      0|0|[]|["a"]
	 .consumers = 1, .priority =     99|99|[]|null
	 .priority = (11), .flags = BROKER_REVOCABLE_ONLY|11|["revocable-only"]|null
	 .priority = 1, .priority = 7|7|[]|null
	 .priority = 10 + 1|null|[]|null
	 .priority = (FOO)|null|[]|null
	 .priority = 99999|null|[]|null
	 .flags = sizeof(x), .priority = 3|3|null|null
	 .consumers = ((void *)0)|0|[]|null
	 .consumers = (const char *const []){ "a", "b-c",  ((void *)0), }|0|[]|["a","b-c"]
	 .consumers = (const char *const []){ ((void *)0) }|0|[]|[]
	 .consumers = (const char *const []){ "a" }|0|[]|null
	 .consumers = served, .priority = 2|2|[]|null
	 .consumers = (const char *const []){ "a, .priority = 5", 0 }|0|[]|null
	 .fallback = f("x, .priority = 4"), .priority = (((((((1)))))))|1|[]|null
	 1, 2|null|null|null
	 .priority = 10 20|null|[]|null
	 .priority = "|null|[]|null
	 .priority = ((((|null|[]|null
END
options ' .flags = BROKER_REVOCABLE_ONLY'
judge "$work/options.ko" "$modules/shape/shape_user.ko"
expect 'a pin on what may be unplugged' 1 '.refusals[0].errno' EACCES \
	"$lines" 'broker: shape_user: shape 1 refused by shape_1_0: it may be unplugged, and is not to be pinned'
options ' .consumers = served'
judge "$work/options.ko" "$modules/shape/shape_user.ko"
expect 'what a file does not tell is said' 0 "$remarks"' | join(",")' \
	'shape_1_0: the file does not show whom it serves; any is assumed'

# A part of each table. judge() checks that text and JSON agree.
# shellcheck disable=SC2046
judge $(shape user user_needs_1_1 1_0 type listed_only 2 signed_only) "$work/none.ko" "$modules/shape/shape_type.ko" \
	"$modules/link/well_user.ko" "$modules/link/well_odd.ko" "$modules/link/well_1_0.ko"
expect 'all tables' 2 '[.[] | select(type == "array" and length == 0)] | length' 0 \
	"$remarks | length" 1 '.unreadable[0].file' "$work/none.ko"
brokerctl -p check "$modules/shape/shape_user.ko"
jq -S . "$work/out" >"$work/pretty"
brokerctl -j check "$modules/shape/shape_user.ko"
[ "$(wc -l <"$work/out")" = 1 ] && jq -S . "$work/out" | cmp -s - "$work/pretty"; same=$?
result '-j is one line and -p is the same' "${same#0}"
jq -r '[paths[] | strings] | unique[]' "$work/out" | grep -v '^[a-z]*$' >"$work/keys" || :
result 'keys are words' "$(cat "$work/keys")"

for kind in xz zst gz; do
	judge "$work/good.ko.$kind" "$modules/shape/shape_user.ko" --kernel "$release"
	expect "compressed with $kind" 0 "$chosen" 'shape_user > shape_1_0'
done

# File names with control characters, of ASCII and of Unicode, and with invalid bytes.
odd() { printf '%b' "$work/a\\033b\\0177c\\0302\\0233d\\0$1.ko"; }
cp "$modules/shape/shape_user.ko" "$(odd 302\\0240)"
cp "$modules/shape/shape_1_0.ko" "$(odd 377)"
judge "$(odd 302\\0240)" "$(odd 377)" --kernel /lib/modules/"$other"/build
result 'control characters do not come out' \
	"$(sed "s/$(printf '\302\240')//g" "$work/text" "$work/json" | LC_ALL=C grep -a '[^ -~]')"
expect 'and in JSON they are escaped' 1 '[.modules[].file | test("a\u001bb\u007fc\u009bd[\u00a0?].ko$")] | join(",")' 'true,true'
brokerctl -p check "$(odd 377)"
result 'nor in JSON for people' "$(LC_ALL=C grep -a '[^ -~]' "$work/out")"

for arguments in --help --version 'check --help' 'check -h'; do
	# shellcheck disable=SC2086 # words
	brokerctl $arguments
	[ "$status" = 0 ] && [ -s "$work/out" ] && [ ! -s "$work/err" ] && finding='' || finding=$status
	result "brokerctl $arguments" "$finding"
done
brokerctl nothing
[ "$status" = 2 ] && grep -q "no object 'nothing'" "$work/err" && finding='' || finding=$status
result 'an object that is not known' "$finding"
if [ -e /dev/full ]; then
	status=0
	"$top/build/brokerctl/brokerctl" check "$modules/shape/shape_user.ko" >/dev/full 2>"$work/err" || status=$?
	result 'an output that is full' "$([ $status = 2 ] || echo $status)"
fi
