# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with brokerctl: what it says is held against what others say.
# shellcheck shell=sh

out=/tmp/scenario/brokerctl	# files begin so

brokerctl() { /modules/brokerctl/brokerctl "$@"; }

# What a command prints in column HEADING, a line for each row:
# column HEADING [OBJECT VERB...]
column() {
	heading=$1
	shift
	brokerctl "$@" | awk -v heading="$heading" '
		NR == 1 { at = index($0, heading); next }
		{ text = substr($0, at); sub(/  .*/, "", text); print text }'
}

# One column of provider list or consumer list, of the rows of a module:
# cell MODULE HEADING provider|consumer
cell() {
	column "$2" "$3" list >$out.cells
	column "$(echo "$3" | tr '[:lower:]' '[:upper:]')" "$3" list | paste - $out.cells |
		awk -F '\t' -v module="$1" '$1 == module { print $2 }' | xargs
}

provider_is() {
	got=$(cell "$1" STATE provider)
	[ "$got" = "$2" ] || fail "provider $1: expected state '$2', brokerctl says '$got'"
}

consumer_is() {
	got=$(cell "$1" STATE consumer)
	[ "$got" = "$2" ] || fail "consumer $1: expected state '$2', brokerctl says '$got'"
}

# To whom a consumer is bound, says brokerctl, and debugfs says the same.
bound_to() {
	got=$(cell "$1" 'BOUND TO' consumer)
	[ "$got" = "$2" ] || fail "consumer $1: expected to be bound to '$2', brokerctl says '$got'"
	got=$(awk -v module="$1" '$3 == module && ($1 == "pinned" || $1 == "consumer") {
		to = $5; sub(/:.*/, "", to); print to == "" ? "-" : to }' \
		/sys/kernel/debug/broker/summary)
	[ "$got" = "$2" ] || fail "consumer $1: expected to be bound to '$2', debugfs says '$got'"
}

# Those that brokerctl lists are loaded, and say so in /proc/modules; text and
# JSON have the same rows; lsmod and brokerctl count the same users.
same_story() {
	for kind in provider consumer; do
		column "$(echo $kind | tr '[:lower:]' '[:upper:]')" $kind list >$out.modules
		while read -r module; do
			loaded "$module"
		done <$out.modules
		got=$(brokerctl -j $kind list | grep -o '"id":' | wc -l)
		[ "$got" = "$(wc -l <$out.modules)" ] ||
			fail "$kind list: $(wc -l <$out.modules) as text, $got in JSON"
		got=$(grep -c -E "^  ($kind$([ $kind = provider ] || echo '|pinned')) " \
			/sys/kernel/debug/broker/summary) || :
		[ "$got" = "$(wc -l <$out.modules)" ] ||
			fail "$kind list: $(wc -l <$out.modules), $got in debugfs"
	done
	for object in interface provider consumer refusal graph; do
		tell_json $object
	done
}

# For the host, which holds it against the schema: tell_json COMMAND...
tell_json() {
	got=$(brokerctl -j "$@") || fail "brokerctl -j $*: exit code $?"
	tell "json $got"
}

# brokerctl_fails CODE 'what it says' ARGUMENT...
brokerctl_fails() {
	expected=$1 text=$2
	shift 2
	status=0
	got=$(brokerctl "$@" 2>&1) || status=$?
	[ $status = "$expected" ] || fail "brokerctl $*: expected exit code $expected, got $status: $got"
	case $got in
	*"$text"*) ;;
	*) fail "brokerctl $*: expected '$text', got: $got" ;;
	esac
}
