# SPDX-License-Identifier: GPL-2.0-only
# The text of "brokerctl check", byte by byte, made from its JSON.

# As text shows a string: control characters are told byte by byte.
def hex: "0123456789abcdef" as $digits | "\\x" + $digits[(. / 16 | floor):][:1] + $digits[. % 16:][:1];
def shown:
	explode | map(if . < 32 or . == 127 then hex
		elif . >= 128 and . < 160 then (194 | hex) + hex
		else [.] | implode end) | add // "";
def cell:
	if . == null or . == [] then "-"
	elif type == "array" then map(cell) | join(",")
	elif type == "boolean" then (if . then "yes" else "no" end)
	else tostring | shown end;

# An array of objects in columns of the widest cell's width and two blanks; the last one has no end.
# A rare column is left out where no row has it.
def table($all):
	. as $rows
	| [$all[] | . as $column | select((.rare | not) or any($rows[]; has($column.key)))] as $columns
	| map([.[$columns[].key] | cell]) | [[$columns[].heading]] + .
	| (transpose | map(map(length) | max)) as $widths
	| map([to_entries[] | .value + if .key == ($widths | length) - 1 then ""
		else " " * ($widths[.key] + 2 - (.value | length)) // "" end] | add);

def column($key; $heading): { key: $key, heading: $heading };
def rare($key; $heading): { key: $key, heading: $heading, rare: true };

[
	(.providers | select(length > 0) | table([column("provider"; "PROVIDER"), column("interface"; "INTERFACE"),
		rare("instance"; "INSTANCE"), column("has"; "HAS"), column("priority"; "PRIORITY"), column("flags"; "FLAGS"),
		column("consumers"; "SERVES")])),
	(.pairs | select(length > 0) | table([column("consumer"; "CONSUMER"), column("interface"; "INTERFACE"),
		rare("instance"; "INSTANCE"), column("wants"; "WANTS"), column("how"; "HOW"), column("provider"; "PROVIDER"), column("has"; "HAS"),
		column("verdict"; "VERDICT"), column("reason"; "REASON")])),
	(.types // [] | select(length > 0) | table([column("consumer"; "CONSUMER"), column("interface"; "INTERFACE"),
		column("provider"; "PROVIDER"), column("types"; "TYPES"), column("difference"; "PROVIDER'S, CONSUMER'S")])),
	(.refusals | select(length > 0) | table([column("errno"; "ERRNO"), column("line"; "THE BROKER WOULD SAY")])),
	(.passed | select(length > 0) | table([column("line"; "THE BROKER WOULD SAY, AND TAKE ANOTHER PROVIDER")])),
	(.problems | select(length > 0) | table([column("file"; "FILE"), column("errno"; "ERRNO"),
		column("line"; "THE LOADER WOULD SAY")])),
	(.unreadable | select(length > 0) | table([column("file"; "FILE"), column("why"; "NOT CHECKED")])),
	(.remarks | select(length > 0) | map(shown)),
	[.summary | shown]
] | map(join("\n")) | join("\n\n")
