# SPDX-License-Identifier: GPL-2.0-only
# For scenarios with bri0: its counters, its I/O, and replacing its providers.
# shellcheck shell=sh

bri() { cat "/sys/block/bri0/digest/$1"; }
bri_is() { [ "$(bri "$1")" = "$2" ] || fail "bri0: $1 is $(bri "$1"), expected $2"; }

# The kernel's library, where it is not built in.
crc_library() {
	library=$(cd /modules && find integrity -name '*crc32c*')
	[ "$library" ] || return 0
	# shellcheck disable=SC2086 # several
	install_modules $library
	modprobe libcrc32c
}

# crypto releases it in the background.
no_crc_library() {
	for module in libcrc32c crc32c_generic; do
		! grep -q "^$module " /proc/modules || wait_for 10 unload $module
	done
}

# bri_write COUNT, bri_read COUNT: this number of blocks from the first, bypassing the page cache
bri_write() { dd if=/dev/urandom of=/dev/bri0 bs=4k count="$1" oflag=direct; }
bri_read() { dd if=/dev/bri0 of=/dev/null bs=4k count="$1" iflag=direct; }
bri_fails() { ! "$@" || fail "bri0: $* succeeded"; }

# Every 100 ms, for the given number of seconds, one provider is loaded and the other unloaded. The
# unload returns when the device has been moved, whichever is preferred. Adds to $swaps.
swap_for() {
	got=$(swap 100 "$1" /modules/integrity/digest_plain.ko /modules/integrity/digest_kernel.ko) ||
		fail "swap: $got"
	swaps=$((swaps + got))
}

# Two threads write, and read back what they have written, all over the
# device: fio checks the data that it reads, and so does bri0. The buffers are placed so
# that blocks are split in two, which kernels before 6.0 refuse. The threads are nice, because
# otherwise swaps would wait for a CPU.
verified_io() {
	align=512
	[ -e /sys/block/bri0/queue/dma_alignment ] || align=4096
	fio --name=verified --filename=/dev/bri0 --direct=1 --ioengine=psync --thread \
		--nice=10 --numjobs=2 --group_reporting --size=50% --offset_increment=50% \
		--rw=randwrite --bsrange=4k-64k --iomem_align=$align \
		--verify=crc32c --verify_backlog=64 --verify_fatal=1 \
		--time_based --runtime="$1"
}

# "READS WRITES" of what fio has printed.
fio_total() { sed -n 's/.*issued rwts: total=\([0-9]*\),\([0-9]*\),.*/\1 \2/p' "$1"; }

# Providers replace one another, for the given number of periods of ten seconds, under verified
# I/O: no error, no swap that bri0 has not seen, no moment without a provider. bri0 has
# digest_plain, and gets it back.
swapped_under_io() {
	seconds=$(($1 * 10)) swaps=0 before=$(bri attached)
	verified_io $seconds >/tmp/fio 2>&1 &
	for part in $(seq "$1"); do
		swap_for 10
		tell_now "    after $((part * 10)) s: $swaps swaps"
	done
	wait $! || fail "fio: $(grep -m 1 -e error -e verify: /tmp/fio || tail -n 1 /tmp/fio)"
	# shellcheck disable=SC2046 # two numbers
	set -- $(fio_total /tmp/fio)
	[ $swaps -gt 0 ] || fail "no swap in $seconds s"
	bri_is attached $((before + swaps))
	bri_is waited 0
	bri_is mismatches 0
	[ "${1:-0}" -gt 0 ] || fail "fio has read nothing: $(tail -n 1 /tmp/fio)"
	tell "$swaps swaps asked for, $(($(bri attached) - before)) seen by bri0; fio has written $2 times" \
		"and verified $1 reads, without an error or a wait."
}
