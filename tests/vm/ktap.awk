#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0-only
# Count the results of one or more KTAP documents, nested ones included; name
# the failures, then print "N passed, N failed, N skipped". Only leaves count, so
# a test with subtests is their sum. Silence is not a success: a plan that differs
# from the results, no plan, no result and a wrong number are also failures.
# Exits with 1 if there was any failure.

function failure(what) {
	failed++
	print "failed: " what
}

# A block of results at some indentation, begun by its version line.
function open_block(indent) {
	depth++
	column[depth] = indent
	planned[depth] = -1
	results[depth] = 0
	label[depth] = ""
	failed_before[depth] = failed
}

# KUnit announces a case with parameters as a subtest of its suite, but prints
# no plan for it.
function is_parameters() {
	return depth > 1 && label[depth] != "" && label[depth - 1] != ""
}

function close_block(name) {
	if (name == "")
		name = label[depth] == "" ? "results" : label[depth]
	if (results[depth] == 0)
		failure(name ": no result")
	else if (planned[depth] == -1 && !is_parameters())
		failure(name ": no plan")
	else if (planned[depth] != -1 && planned[depth] != results[depth])
		failure(name ": planned " planned[depth] ", saw " results[depth])
	depth--
}

function result(indent, ok, number, rest,	name, why, children, failed_inside) {
	name = why = rest
	sub(/ *#.*/, "", name)
	sub(/^- /, "", name)
	if (!sub(/^[^#]*# */, "", why))
		why = ""
	sub(/^ERROR /, "", why)

	while (depth && column[depth] > indent) {
		children = 1
		failed_inside = failed - failed_before[depth]
		close_block(name)
		failed_inside = failed - failed_before[depth + 1]
	}
	if (!depth || column[depth] != indent) {
		failure(name ": a result outside of any block")
		return
	}
	if (++results[depth] != number)
		failure(name ": number " number " where " results[depth] " was due")

	if (toupper(why) ~ /^SKIP/) {
		if (!children)
			skipped++
	} else if (!ok && !failed_inside) {
		failure(name (why == "" ? "" : ": " why))
	} else if (ok && !children) {
		passed++
	}
}

BEGIN {
	depth = passed = failed = skipped = documents = 0
}

{
	sub(/\r$/, "")
	line = $0
	sub(/^ +/, "", line)
	indent = length($0) - length(line)
}

line ~ /^(KTAP version 1|TAP version 1[34])$/ {
	while (depth && column[depth] >= indent)
		close_block("")
	open_block(indent)
	documents++
	next
}

line ~ /^# Subtest: / && depth && column[depth] == indent {
	label[depth] = substr(line, 12)
	next
}

line ~ /^1\.\.[0-9]+/ && depth && column[depth] == indent {
	planned[depth] = substr(line, 4) + 0
	next
}

line ~ /^(not )?ok [0-9]+/ {
	good = line !~ /^not /
	sub(/^(not )?ok /, "", line)
	number = line + 0
	sub(/^[0-9]+ ?/, "", line)
	result(indent, good, number, line)
}

END {
	while (depth)
		close_block("")
	if (!documents)
		failure("no results at all")
	printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
	exit failed > 0
}
