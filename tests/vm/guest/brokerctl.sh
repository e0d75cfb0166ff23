# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with brokerctl: its output is compared with that of other sources.
# shellcheck shell=sh

out=/tmp/scenario/brokerctl	# files begin so

brokerctl() { /modules/brokerctl/brokerctl "$@"; }

# The column HEADING of a command's output, a line for each row:
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

# brokerctl and debugfs both show the provider that a consumer is bound to.
bound_to() {
	got=$(cell "$1" 'BOUND TO' consumer)
	[ "$got" = "$2" ] || fail "consumer $1: expected to be bound to '$2', brokerctl says '$got'"
	got=$(awk -v module="$1" '$3 == module && ($1 == "pinned" || $1 == "consumer") {
		to = $5; sub(/:.*/, "", to); print to == "" ? "-" : to }' \
		/sys/kernel/debug/broker/summary)
	[ "$got" = "$2" ] || fail "consumer $1: expected to be bound to '$2', debugfs says '$got'"
}

# Get once the output that the functions below compare: starting the command takes 0.1 s here.
look() {
	for object in interface provider consumer refusal; do
		brokerctl "$object" list >"$out.$object.text"
		brokerctl -j "$object" list >"$out.$object.json"
	done
}

# The rows of a list as brokerctl printed them, a blank between two columns.
text_rows() { sed 1d "$out.$1.text" | tr -s ' '; }

# Members of each object of a JSON list, a line for each: json_rows OBJECT MEMBER...
# For links that is the provider.
json_rows() {
	object=$1
	shift
	sed 's/^{"[a-z]*":\[//; s/{"\(id\|name\)":/\n&/g' "$out.$object.json" | awk -v keys="$*" '
		function member(object, key,	value) {
			if (!match(object, "\"" key "\":"))
				return "-"
			value = substr(object, RSTART + RLENGTH)
			gsub(/\\"/, "\001", value)
			sub(value ~ /^\[/ ? "].*" : value ~ /^"/ ? "\"[,}].*" : "[,}].*", "", value)
			gsub(/["[]/, "", value)
			gsub("\001", "\"", value)
			return value == "" ? "-" : value
		}
		function bound_to(object,	links, n, i, to) {
			n = split(object, links, /[{]"provider":/)
			for (i = 2; i <= n; i++)
				if (member(links[i], "state") ~ /^(attaching|current)$/)
					to = to (to == "" ? "" : ",") member(links[i], "module")
			return to == "" ? "-" : to
		}
		/^[{]/ {
			n = split(keys, key, " ")
			for (i = 1; i <= n; i++)
				printf "%s%s", key[i] == "links" && /"links":\[/ ? bound_to($0) :
					member($0, key[i]), i < n ? " " : "\n"
		}'
}

# Text and JSON agree, value by value. Ages are left out, because there were two queries.
same_rows() {
	for rows in 'interface name major minor fingerprint providers consumers' \
		'provider id module interface major minor state priority pins links flags' \
		'consumer id module interface major minor min_minor mode state links flags' \
		'refusal id errno line'; do
		text_rows "${rows%% *}" | case $rows in
		refusal*) cut -d ' ' -f 1,3- ;;
		*) cat ;;
		esac >$out.text
		# shellcheck disable=SC2086 # several
		json_rows $rows >$out.json
		diff $out.text $out.json >$out.diff || fail "${rows%% *} list: text, JSON: $(cat $out.diff)"
	done
}

# The objects, their states and bindings, as "provider MODULE STATE" and
# "consumer MODULE STATE [LINK-STATE PROVIDER]...", from each of three sources.
told_by_brokerctl() {
	json_rows provider module state | sed 's/^/provider /'
	sed 's/{"id":/\n&/g' "$out.consumer.json" | sed -n '
		s/.*"module":"\([^"]*\)","state":"\([^"]*\)","flags.*"links":\[/consumer \1 \2/; T
		s/{"provider":[0-9]*,"module":"\([^"]*\)","state":"\([^"]*\)"[^}]*},*/ \2 \1/g
		s/\].*//p'
}

# For instances only the module is printed, in as many lines.
told_by_debugfs() {
	awk '/^ / { sub(/\/.*/, "", $3) }
		$1 == "provider" { print $1, $3, $4 }
		$1 == "pinned" { print "consumer", $3, $4, "current", $5 }
		$1 == "consumer" {
			line = $1 " " $3 " " $4
			for (i = 5; i < NF; i++)	# WHOM: STATE, N calls, N inside, N callbacks, ...
				if ($i ~ /:$/)
					line = line " " $(i + 1) " " $i
			gsub(/[:,]/, "", line)
			print line
		}' /sys/kernel/debug/broker/summary
}

# The command lists modules, hence everything that uses the broker.
told_by_netlink() {
	users=$(lsmod | awk '$1 == "broker" { print $4 }' | tr , ' ')
	for kind in provider consumer; do
		for module in $users; do
			/modules/netlink/nltest show $kind "$module" | sed "s/^[0-9]* /$kind $module /"
		done
	done
}

# Module and user of each pin, as shown by lsmod and by brokerctl.
pins_by_lsmod() {
	lsmod | awk 'NR > 1 && $1 != "broker" {
		n = split($4, users, ",")
		for (i = 1; i <= n; i++)
			print $1, users[i]
	}' | sort -u
}

pins_by_brokerctl() {
	json_rows consumer mode links module | sed -n 's/^pinned //p' | sort -u
}

same_as() {
	"$1" | sort >$out.one
	"$2" | sort >$out.other
	diff $out.one $out.other >$out.diff || fail "$1, $2: $(cat $out.diff)"
}

one_story() {
	look
	same_as told_by_brokerctl told_by_debugfs
	same_as told_by_brokerctl told_by_netlink
	same_as pins_by_lsmod pins_by_brokerctl
	same_rows
}

# brokerctl, debugfs, netlink and lsmod agree on every object, as soon as pending changes
# are complete. Counts the comparisons in $stories and the objects in $told.
same_story() {
	wait_for 10 one_story
	told_by_brokerctl >$out.one
	stories=$((stories + 1))
	told=$((told + $(wc -l <$out.one)))
	tell_lists
}

# For the host, which checks it against the schema: the output of the last query.
tell_lists() {
	for object in interface provider consumer refusal; do
		tell "json $(cat "$out.$object.json")"
	done
	tell_json graph
}

# The same for one command: tell_json COMMAND...
tell_json() {
	got=$(brokerctl -j "$@") || fail "brokerctl -j $*: exit code $?"
	tell "json $got"
}

# brokerctl_fails CODE 'its message' ARGUMENT...
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
