# SPDX-License-Identifier: GPL-2.0-only
# Generates from the netlink spec, in its present layout, the table that fuzz.c draws its
# messages from: the attributes with their types, and the commands with their attributes,
# those that a request takes first. The first command with a set of attributes dumps all of it.

function c_name(name) { gsub(/-/, "_", name); return name }
function enumerator(prefix, name) { return "BROKER_" prefix "_" toupper(c_name(name)) }

# The attributes of a command, as the initializers of an array
function attributes_of(command,	taken, i, n, names, first, rest) {
	split(requests[command], names, " ")
	for (i in names)
		taken[names[i]] = 1
	n = split(attributes[of[command]], names, " ")
	for (i = 1; i <= n; i++)
		if (names[i] in taken)
			first = first initializer(of[command], names[i])
		else
			rest = rest initializer(of[command], names[i])
	return first rest
}

function initializer(set, name) {
	return "\t{ " enumerator("A", set "_" name) ", TYPE_" toupper(types[set, name]) " },\n"
}

/^[a-z]/ { section = $1 }

section == "attribute-sets:" && /^    name: / { set = $2 }
section == "attribute-sets:" && /^        name: / {
	attribute = $2
	attributes[set] = attributes[set] " " attribute
}
section == "attribute-sets:" && /^        type: / { types[set, attribute] = $2 }

section == "operations:" && /^      name: / { operation = $2; order[++operations] = operation }
section == "operations:" && /^      attribute-set: / {
	of[operation] = $2
	if (!($2 in dump))
		dump[$2] = operation
}
section == "operations:" && /^      notify: / { of[operation] = of[$2] }
section == "operations:" && /^ *(request|reply):/ { part = $1 }
section == "operations:" && /^            - / && part == "request:" {
	requests[operation] = requests[operation] " " $2
}

END {
	print "/* Made by table.awk. */"
	for (i = 1; i <= operations; i++)
		printf "static const struct attribute %s_attributes[] = {\n%s};\n",
		       c_name(order[i]), attributes_of(order[i])
	print "static const struct command commands[] = {"
	for (i = 1; i <= operations; i++)
		printf "\t{ %s, \"%s\", %s_attributes, %d, %d, %s },\n",
		       enumerator("CMD", order[i]), order[i], c_name(order[i]),
		       split(attributes[of[order[i]]], all, " "), split(requests[order[i]], all, " "),
		       enumerator("CMD", dump[of[order[i]]])
	print "};"
}
