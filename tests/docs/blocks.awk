# SPDX-License-Identifier: GPL-2.0-only
# The code blocks of a page, in Markdown, reStructuredText or the comments of a C header.
# Prints one line for each, "LANGUAGE LINE", and writes its text to OUT/LINE.LANGUAGE.
# A block that names no language, and looks like one that is checked, has the language
# "unmarked":
#
#	awk -v out=OUT -f blocks.awk PAGE

# Plain text is for output and diagrams.
function is_code(line) {
	return line ~ /^[ \t]*#[ \t]*(include|define|if|endif)/ ||		# C
	       line ~ /[;{][ \t]*(\/\*.*)?$/ ||
	       line ~ /^[ \t]*(obj-|[a-z]+-y)|^[ \t]*include [^a-z]/ ||		# Kbuild
	       line ~ /^[ \t]*[$#] [a-z]/ ||					# shell
	       line ~ /^[ \t]*(sudo|apt|make|cc|git|dkms|ins|rm|mod|dep)(mod|probe|info)? / ||
	       line ~ /^[ \t]*(cat|echo|mount|brokerctl|cd) /
}

function begin(language, margin) { lang = language; start = FNR; indent = margin; text = "" }

function end(    n, lines, i) {
	if (lang == "text") {
		n = split(text, lines, "\n")
		for (i = 1; i <= n; i++)
			if (is_code(lines[i]))
				lang = "unmarked"
	}
	print lang, start
	file = out "/" start "." lang
	printf "%s", text >file
	close(file)
	lang = ""
}

# The indentation of a line, with tabs counted as in the kernel.
function margin_of(line,    i, n) {
	for (i = 1; substr(line, i, 1) ~ /[ \t]/; i++)
		n = substr(line, i, 1) == "\t" ? n + 8 - n % 8 : n + 1
	return n + 0
}

# Remove the margin of a line, but nothing else.
function shift_left(line, by) {
	return substr(line, 1, by - 1) ~ /[^ \t]/ ? line : substr(line, by)
}

BEGIN { kind = ARGV[1]; sub(/.*\./, "", kind) }

# In a header only comments count; in them a block ends with its comment.
kind == "h" {
	inside = /^ \*/ && !/^ \*\//
	sub(/^ \*/, "")
	if (!inside && lang)
		end()
	if (!inside) {
		opened = ""
		next
	}
}

# Markdown: fenced. A block that is only indented is an error.
kind == "md" && lang == "" && /^ *```/ {
	margin = margin_of($0)
	sub(/^ *```/, "")
	begin($0 == "" ? "unmarked" : $0, margin)
	fenced = 1
	next
}
kind == "md" && fenced && /^ *```$/	{ end(); fenced = 0; next }
kind == "md" && lang == "" && blank && margin_of($0) >= 4 && NF { begin("unmarked", 0); end() }
kind == "md" && fenced			{ text = text substr($0, indent + 1) "\n"; next }
kind == "md"				{ blank = !NF; next }

# The others: indented, after a directive or "::".
lang && NF && margin_of($0) <= indent	{ end() }
lang					{ text = text shift_left($0, by) "\n"; next }
opened && NF && margin_of($0) > depth {
	begin(opened, depth)
	match($0, /[^ \t]/)
	by = RSTART
	text = substr($0, by) "\n"
	opened = ""
	next
}
NF					{ opened = "" }
/^ *\.\. code-block::/			{ opened = $3; depth = margin_of($0); next }
/^ *\.\. /				{ next }
/::$/ && kind == "h"			{ opened = "c"; depth = 1; next }
/::$/					{ opened = "text"; depth = margin_of($0); next }
kind == "h" && /^\t/ && is_code($0)	{ begin("unmarked", 0); text = $0 "\n"; end() }

END {
	if (fenced)
		lang = "unmarked"
	if (lang)
		end()
}
