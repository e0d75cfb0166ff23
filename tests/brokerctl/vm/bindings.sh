# SPDX-License-Identifier: GPL-2.0-only
# Each consumer is loaded with each provider: the broker does and prints what brokerctl predicted.
# Time: 200 s
judged() {
	status=0
	/modules/brokerctl check "/modules/shape/$1.ko" "/modules/shape/$2.ko" >/tmp/said || status=$?
	sed -n 's/^E[A-Z0-9]*  *\(broker: .*\)/\1/p' /tmp/said >/tmp/line
	errno=$(sed -n 's/^\(E[A-Z0-9]*\)  *broker: .*/\1/p' /tmp/said)
}

# One refusal at a time, because the broker prints at most 50 in five seconds.
meet() {
	judged "$1" "$2"
	before=$(log | wc -l)
	got=$(finit load "/modules/shape/$2.ko" "")
	[ "$got" = "${errno:-OK}" ] || fail "$2 with $1: $got, brokerctl said ${errno:-OK}"
	log | tail -n "+$((before + 1))" | sed 's/^\[[^]]*\] //' | grep '^broker: ' >/tmp/got || :
	cmp -s /tmp/line /tmp/got || fail "$2 with $1: $(cat /tmp/got), brokerctl said $(cat /tmp/line)"
	case $got in
	OK)	[ $status = 0 ] || fail "$2 with $1: brokerctl ends with $status"
		unload "$2"
		bound=$((bound + 1)) ;;
	*)	[ $status = 1 ] || fail "$2 with $1: brokerctl ends with $status"
		refused=$((refused + 1)) ;;
	esac
}

bound=0 refused=0
load broker.ko
for provider in /modules/shape/*.ko; do
	provider=$(basename "$provider" .ko)
	case $provider in shape_user*) continue ;; esac
	load "shape/$provider.ko"
	for consumer in /modules/shape/shape_user*.ko; do
		meet "$provider" "$(basename "$consumer" .ko)"
	done
	unload "$provider"
done
unload broker
tell "$bound bound, $refused refused"
[ $bound -gt 20 ] || fail "$bound bound, $refused refused"
[ $refused -gt 20 ] || fail "$bound bound, $refused refused"
