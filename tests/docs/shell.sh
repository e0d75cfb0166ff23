# SPDX-License-Identifier: GPL-2.0-only
# Checks of the shell commands that a page prints; to be sourced after pages.sh.
# Each helper prints the faults that it finds.
#
# Commands that build for the kernel or read modules ("runs_here") are run here, in a copy of
# the page's folder. Commands that load the README's examples are run in a guest (readme.sh in
# tests/vm/scenarios). All other commands are not run: their syntax, make targets, modules
# and brokerctl commands are checked.
# shellcheck shell=sh disable=SC2154,SC2016,SC2317

# The commands of a block, one per line, without comments: commands FILE
commands() {
	case $1 in
	*.console) sed -n 's/^[$#] //p' "$1" ;;
	*) cat "$1" ;;
	esac | sed -e ':join' -e '/\\$/{N;s/\\\n */ /;b join' -e '}' -e 's/^ *//' -e '/^#/d' -e 's/ *  #.*//' -e '/^$/d'
}

runs_here() {
	case $1 in
	'make -C /lib/modules/'*|'make BROKER='*|'cc '*|'modinfo '*|'brokerctl check '*.ko|'brokerctl contract '*|'brokerctl lint '*|'brokerctl describe '*) ;;
	*) false ;;
	esac
}

# Is it a target of the Makefile in a folder?
has_target() {
	targets=$work/targets/$(echo "$1" | tr / _)
	mkdir -p "$work/targets"
	[ -e "$targets" ] || make -C "$1" -pRrq : >"$targets" 2>/dev/null || :
	grep -q "^$2:" "$targets"
}

# A module of the page, or of the tree.
has_module() {
	module=$(basename "$1" .ko)
	[ -e "$copy/$module.c" ] ||
		find "$top" -path "$top/build" -prune -o -name Kbuild -exec cat {} + |
			sed -e 's/\$(P2P_NAME)/p2p_peer/' -e 's/\$(BUS_NAME)/chip_bus/' \
				-e 's/\$(LAN_NAME)/lan_nic/' -e 's/\$(RDMA_NAME)/lan_rdma/' |
			grep -q -e "^obj-m .*= *$module\.o" -e "^obj-m .*= $module/"
}

judge_make() {
	shift
	for word; do
		case $word in
		-C) return ;;		# of the kernel: runs here
		-*|*=*) ;;
		*) has_target "$folder" "$word" || echo "make has no target $word" ;;
		esac
	done
}

judge_modules() {
	command=$1
	shift
	for word; do
		case $word in
		-*|*=*) ;;
		*) has_module "$word" || echo "$command: there is no module $word" ;;
		esac
	done
}

judge_brokerctl() {
	shift
	timeout 20 "$top/build/brokerctl/brokerctl" "$@" 2>&1 >/dev/null | grep -e Usage: -e 'there is no' || :
}

# One simple command, as words.
judge() {
	case $1 in
	make) judge_make "$@" ;;
	insmod|rmmod|modprobe|modinfo) judge_modules "$@" ;;
	brokerctl) judge_brokerctl "$@" ;;
	./p2pmem|apt|cat|cc|cd|depmod|dkms|echo|git|mkfs.ext4|mount) ;;
	*) echo "the test does not know the command $1: see tests/docs" ;;
	esac
	return 0
}

# judge_block FOLDER FILE: a page's folder has the Makefile that is meant.
judge_block() {
	folder=$1
	commands "$2" >"$work/commands"
	[ -s "$work/commands" ] || echo 'no command is in it'
	sh -n "$work/commands" 2>&1
	sed 's/ >[^ ]*//; s/&& *\|; *\|| */\n/g; s/ &$//' "$work/commands" | while read -r line; do
		# shellcheck disable=SC2086 # words
		set -f -- $line
		judge "$@"
	done
}

# Run the commands of a block in a copy of the page's folder, for the kernel.
run_block() {
	commands "$2" | here | while read -r line; do
		runs_here "$line" || continue
		(
			cd "$1"
			PATH=$work/bin:$PATH
			make() { command make -s -j "$(nproc)" "$@"; }
			brokerctl() { "$top/build/brokerctl/brokerctl" "$@"; }
			eval "$line"
		) >"$work/said" 2>&1 || { echo "fails: $line"; cat "$work/said"; }
	done
}
