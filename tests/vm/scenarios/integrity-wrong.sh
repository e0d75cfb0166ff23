# SPDX-License-Identifier: GPL-2.0-only
# A provider that computes wrongly is caught at the first read; with a correct one reads succeed again.
. /vm/bri.sh
load broker.ko
crc_library
load integrity/digest_plain.ko
load integrity/bri.ko
wait_for 10 bri_is attached 1
bri_write 64
bri_read 64

# The other provider computes the same.
load integrity/digest_kernel.ko
wait_for 10 bri_is attached 2
bri_read 64
bri_is mismatches 0

load integrity/digest_wrong.ko
wait_for 10 bri_is attached 3
bri_fails bri_read 1
bri_is mismatches 1
log_has 'bri0: sector 0: have digest 0x'
log | grep -qE 'bri0: sector 0: have digest 0x[0-9a-f]+, want 0x[0-9a-f]+$'
# Many failures are reported in a few lines.
for block in $(seq 1 63); do
	bri_fails dd if=/dev/bri0 of=/dev/null bs=4k count=1 skip="$block" iflag=direct
done
bri_is mismatches 64
[ "$(log | grep -c 'bri0: sector')" -le 30 ] || fail 'a line for each block'

unload digest_wrong
bri_is attached 4
bri_read 64
bri_is mismatches 64
unload bri
unload digest_kernel
unload digest_plain
no_crc_library
unload broker
