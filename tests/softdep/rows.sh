# SPDX-License-Identifier: GPL-2.0-only
# The remarks of "brokerctl check" on the rows of modules, and a check that modprobe
# reads these rows in the same way.
# shellcheck shell=sh disable=SC2154

# A foo with these rows, one per line: foo_with ROWS
foo_with() { edited "$foo" "/^softdep=/d; \$a\\
$(printf '%s\n' "$1" | sed 's/^/softdep=/; $!s/$/\\/')"; }

# row WHAT ROWS LOADED REMARKS: the modules that modprobe loads for it, and the remarks of check
row() {
	with=$(foo_with "$2")
	installed "$broker" "$bar" "$with"
	loads "$1: modprobe" foo "$3"
	remarks "$1: check" "$4" "$with" "$bar"
}

all='broker bar foo' none='broker foo' lacking=$(lacks foo bar_api-1)
remarks 'the row that foo has' '' "$foo" "$bar"
row 'the provider by its name' 'pre: bar' "$all" ''
row 'dashes for underscores' 'pre: broker:bar-api-1' "$all" ''
row 'among others' 'post: none pre: other broker:bar_api-1 third' "$all" ''
row 'more than blanks' "$(printf 'pre:\t broker:bar_api-1 ')" "$all" ''
row 'another major' 'pre: broker:bar_api-11' "$none" "$lacking"
row 'without pre:' 'broker:bar_api-1' "$none" "$lacking"
row 'two rows, the first is good' 'pre: broker:bar_api-1
pre: broker:none-1' "$all" \
	'foo: of 2 softdep rows modprobe obeys the first only: pre: broker:bar_api-1'
row 'two rows, the second would be good' 'pre: broker:none-1
pre: broker:bar_api-1' "$none" \
	"foo: of 2 softdep rows modprobe obeys the first only: pre: broker:none-1
$lacking"
softdep 'no row is written beside one of the module' 0 '' \
	"foo: of 2 softdep rows modprobe obeys the first only: pre: broker:none-1
$lacking"
row 'behind post: it comes too late' 'post: broker:bar_api-1' 'broker foo bar' "$lacking"
# The exit code for a consumer without its provider.
code=1
remarks 'a provider that is not among the files' "$lacking" "$(foo_with 'pre: bar')"
# shellcheck disable=SC2034 # of remarks()
code=0

# Only requirements for which a module is to be loaded count.
well_user=$modules/link/well_user.ko
remarks 'a revocable consumer may wait' '' "$well_user"
remarks 'with autoload it does not' "$(lacks well_user well-1)" \
	"$(edited "$well_user" 's/^broker_requires=.*/&, .flags = BROKER_AUTOLOAD/')"
installed "$broker" "$(edited "$well_user" 's/^broker_requires=.*/&, .flags = BROKER_MOVABLE | BROKER_AUTOLOAD/')" \
	"$modules/link/well_1_0.ko" "$modules/link/well_1_1.ko"
softdep 'and gets a row' 0 'softdep well_user pre: broker:well-1' ''
got=$(would_load well_user | tr ' ' '\n' | sort | xargs)
result 'which has all providers loaded' "$(echo "$got" | grep -vx 'broker well_1_0 well_1_1 well_user')"

# Three requirements of one module in one row; one is missing, and they form a circle.
installed "$broker" "$modules/life/cycle_a.ko" "$modules/life/cycle_b.ko"
softdep 'all in one row' 0 'softdep cycle_a pre: broker:pulse_a-1 broker:pulse_b-1 broker:pulse_c-1
softdep cycle_b pre: broker:pulse_a-1 broker:pulse_b-1 broker:pulse_c-1' \
	"cycle_a: no installed module has the alias 'broker:pulse_c-1'
cycle_b: no installed module has the alias 'broker:pulse_c-1'"
loads 'one that is missing does not harm' cycle_a 'broker cycle_b cycle_a'
