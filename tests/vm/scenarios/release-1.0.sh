# SPDX-License-Identifier: GPL-2.0-only
# Clients built with release 1.0 and with this tree bind to each other.
# Time: 120 s
[ ! -e /modules/first-1.0/absent ] || skip "$(cat /modules/first-1.0/absent)"
user() { cat "/sys/module/first_user/parameters/$1"; }
user_is() { [ "$(user "$1")" = "$2" ] || fail "first_user: $1 is $(user "$1"), expected $2"; }
called_more() { [ "$(user right)" -gt "$1" ]; }
calls() { wait_for 10 called_more "$(user right)"; }

# pinned PROVIDERS CONSUMERS: linked against the exports, and found at run time
pinned() {
	load "$1/first_provider.ko"
	for way in pin late; do
		load "$2/first_$way.ko"
		log_has "first_$way: work is right, idle 0"
		used_by first_provider "first_$way"
		unload_fails EAGAIN first_provider
		unload "first_$way"
	done
	unload first_provider
}

# revocable PROVIDERS CONSUMERS: its provider is loaded on request, it is moved without a gap, and
# detached
revocable() {
	install_modules broker.ko "$1/first_provider.ko"
	load "$2/first_user.ko"
	wait_for 10 loaded first_provider
	calls
	echo 0 >/sys/module/first_user/parameters/absent
	load "$1/first_better.ko"
	wait_for 10 user_is detached 1
	calls
	unload first_better
	wait_for 10 user_is detached 2
	calls
	user_is absent 0
	user_is attached 3
	unload first_provider
	user_is detached 3
	user_is left 3
	user_is wrong 0
	unload first_user
}

load broker.ko
for providers in first-1.0 first; do
	for consumers in first-1.0 first; do
		pinned "$providers" "$consumers"
		revocable "$providers" "$consumers"
	done
done
unload broker
log_lacks 'wrong:'
log_lacks 'refused'
