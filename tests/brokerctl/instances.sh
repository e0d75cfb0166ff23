# SPDX-License-Identifier: GPL-2.0-only
# What files contain about instances, and about consumers of every instance.
# shellcheck shell=sh disable=SC2154

# with_rows NAME FILE SCRIPT: the file, its rows changed by sed(1), in a folder of that name
with_rows() {
	mkdir -p "$work/instances/$1"
	objcopy -O binary -j .modinfo "$2" "$work/modinfo"
	tr '\0' '\n' <"$work/modinfo" | sed "$3" | tr '\n' '\0' >"$work/modinfo.changed"
	objcopy --update-section .modinfo="$work/modinfo.changed" "$2" "$work/instances/$1/${2##*/}"
}

instances='[.providers[] | .provider + "/" + (.instance // "")] | join(", ")'
pairs='[.pairs[] | .consumer + " " + (.instance // "-") + " " + (.provider // "-") + " " + .verdict] | join(", ")'
ports=$modules/instance/ports.ko ports_2=$modules/instance/ports_2.ko uppers=$modules/instance/uppers.ko
unknown='uppers: the files do not show all instances of ports'

while IFS='|' read -r text instance priority count; do
	with_rows text "$ports" "/^broker_provides=/s/1 .*/1 $text/"
	judge "$work/instances/text/ports.ko"
	expect "options: $text" 0 '.providers[0] | [.instance, .priority] | tojson' "[$instance,$priority]" \
		"$remarks | length" "$count"
done <<-'END'
	.instance = "0000:3b:00.0"|"0000:3b:00.0"|0|0
	.instance = "a,b", .priority = 3|"a,b"|3|0
	.instance = ((void *)0), .priority = 4|null|4|0
	.instance = name|null|0|1
	.instance = ""|null|0|1
	.instance = "a b"|null|0|1
	.instance = "a" "b"|null|0|1
	.instance = "a\\"b"|null|0|1
	.instance = "0123456789012345678901234567890123456789"|"0123456789012345678901234567890123456789"|0|0
	.instance = "01234567890123456789012345678901234567890"|null|0|1
END

judge "$uppers"
expect 'a consumer of every instance waits' 0 "$pairs" 'uppers - - waits' '.pairs[0].every' true \
	"$remarks"' | join(",")' "$unknown"
judge "$ports" "$uppers" "$ports_2"
expect 'or has a link to each provider' 0 "$pairs" 'uppers - ports chosen, uppers - ports_2 chosen' \
	"$remarks"' | join(",")' "$unknown"

for number_of in 0 1; do
	with_rows p$number_of "$ports" "/^broker_provides=/s/\$/, .instance = \"p$number_of\"/"
	with_rows p$number_of "$ports_2" "/^broker_provides=/s/\$/, .instance = \"p$number_of\", .priority = 5/"
done
judge "$work/instances/p0/ports.ko" "$work/instances/p1/ports_2.ko" "$uppers"
expect 'two instances' 0 "$instances" 'ports/p0, ports_2/p1' "$pairs" 'uppers p0 ports chosen, uppers p1 ports_2 chosen'
judge "$work/instances/p0/ports.ko" "$work/instances/p0/ports_2.ko" "$uppers"
expect 'two providers of one instance' 0 "$instances" 'ports_2/p0, ports/p0' \
	"$pairs" 'uppers p0 ports_2 chosen, uppers p0 ports agrees'
with_rows other "$work/instances/p1/ports_2.ko" 's/^broker_op=0 atomic/broker_op=0 sleep/'
judge "$work/instances/p0/ports.ko" "$work/instances/other/ports_2.ko" "$uppers"
expect 'one of them refuses' 1 "$pairs" 'uppers p0 ports chosen, uppers p1 ports_2 refused' \
	'[.refusals[].line | sub(": op .*"; "")] | join(",")' 'broker: uppers: ports/p1 1 refused by ports_2' \
	'.passed | length' 0
with_rows other "$work/instances/p0/ports_2.ko" 's/^broker_op=0 atomic/broker_op=0 sleep/'
judge "$work/instances/p0/ports.ko" "$work/instances/other/ports_2.ko" "$uppers"
expect 'another provider of the instance does not' 0 "$pairs" 'uppers p0 ports_2 refused, uppers p0 ports chosen' \
	'[.passed[].line | sub(": op .*"; "")] | join(",")' 'broker: uppers: ports/p0 1 refused by ports_2'

with_rows one "$uppers" '/^broker_requires=/s/\.flags = *[0-9]*/.flags = 2/; /^broker_requires=/s/$/, .instance = "p0"/'
judge "$work/instances/p0/ports.ko" "$work/instances/p1/ports_2.ko" "$work/instances/one/uppers.ko"
expect 'a consumer of one instance' 0 "$pairs" 'uppers p0 ports chosen' "$remarks"' | join(",")' "$unknown"
judge "$ports" "$work/instances/p1/ports_2.ko" "$work/instances/one/uppers.ko"
expect 'is not bound to another' 0 "$pairs" 'uppers p0 - waits'
with_rows none "$uppers" '/^broker_requires=/s/\.flags = *[0-9]*/.flags = 2/'
judge "$work/instances/p0/ports.ko" "$work/instances/none/uppers.ko"
expect 'a consumer of none is not bound to an instance' 0 "$pairs" 'uppers - - waits' "$remarks | length" 0
judge "$work/instances/p0/ports.ko" "$ports_2" "$work/instances/none/uppers.ko"
expect 'but to a provider of none' 0 "$pairs" 'uppers - ports_2 chosen'
