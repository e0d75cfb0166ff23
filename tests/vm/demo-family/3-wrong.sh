# SPDX-License-Identifier: GPL-2.0-only
# A provider that computes wrongly is caught at the first read.
# shellcheck source=/dev/null
. /vm/bri.sh
load broker.ko
load integrity/digest_plain.ko
load integrity/bri.ko
wait_for 10 bri_is attached 1
bri_write 256
tell "A provider that is preferred, agrees with the interface, and adds up bytes:"
show insmod integrity/digest_wrong.ko
wait_for 10 bri_is attached 2
show_fails dd if=/dev/bri0 of=/dev/null bs=4k count=256 iflag=direct
bri_is mismatches 1
tell "It goes, and the one before it is back:"
show rmmod digest_wrong
show dd if=/dev/bri0 of=/dev/null bs=4k count=256 iflag=direct
unload bri
unload digest_plain
unload broker
