# SPDX-License-Identifier: GPL-2.0-only
# Without a provider a disk's I/O waits, continues when one is registered, and fails after ten seconds.
# Time: 90 s
. /vm/bri.sh
absent='bri0: no provider of block_digest for 10 s, I/O fails'

# Hundredths of a second since boot.
now() {
	read -r up _ </proc/uptime
	echo "${up%.*}${up#*.}"
}

# took LEAST MOST COMMAND...: in seconds; a busy machine may take longer.
took() {
	from=$(now) least=$1 most=$((${slow:-1} * $2))
	shift 2
	"$@"
	seconds=$((($(now) - from) / 100))
	[ $seconds -ge "$least" ] || fail "$* took $seconds s, expected at least $least"
	[ $seconds -lt $most ] || fail "$* took $seconds s, expected less than $most"
}

load broker.ko
# There was no provider from the beginning: the disk is registered at once, its I/O waits.
took 0 8 load integrity/bri.ko
took 8 25 bri_fails bri_read 1
log_count 1 "$absent"
# From then on no I/O waits.
took 0 5 bri_fails bri_write 1
log_count 1 "$absent"
bri_is waited 1

# A provider is loaded.
load integrity/digest_plain.ko
wait_for 10 bri_is attached 1
bri_write 64
bri_read 64
bri_is waited 1

# It is unloaded while I/O runs, and loaded again in time: the I/O only waits.
(while [ ! -e /tmp/enough ]; do bri_read 64 || exit; bri_write 64 || exit; done) 2>/tmp/dd &
sleep 1
unload digest_plain
held() { [ "$(bri waited)" -ge 2 ]; }
wait_for 10 held
sleep 1
kill -0 $! || fail "I/O did not wait: $(cat /tmp/dd)"
load integrity/digest_plain.ko
wait_for 10 bri_is attached 2
touch /tmp/enough
wait $! || fail "I/O failed: $(cat /tmp/dd)"
bri_read 64
log_count 1 "$absent"

# It is unloaded while I/O runs, and none is loaded.
(while bri_read 64; do :; done) 2>/tmp/dd &
sleep 1
unload digest_plain
took 6 25 wait $!
log_count 2 "$absent"
bri_is mismatches 0

# The written data is still there.
load integrity/digest_plain.ko
wait_for 10 bri_is attached 3
bri_read 64
bri_is mismatches 0
unload bri
unload digest_plain
log_lacks 'broker:'
unload broker
