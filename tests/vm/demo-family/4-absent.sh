# SPDX-License-Identifier: GPL-2.0-only
# Without a provider I/O waits, continues when one is loaded, and fails when none is.
# Time: 90 s
# shellcheck source=/dev/null
. /vm/bri.sh
load broker.ko
load integrity/digest_plain.ko
load integrity/bri.ko
wait_for 10 bri_is attached 1
bri_write 256
tell "The only provider is unloaded, and loaded again while somebody reads:"
show rmmod digest_plain
(sleep 2; load integrity/digest_plain.ko) &
show dd if=/dev/bri0 of=/dev/null bs=4k count=256 iflag=direct
wait $!
[ "$(bri waited)" -gt 0 ] || fail 'the read has not waited'
tell "It is unloaded, and does not come back:"
show rmmod digest_plain
show_fails dd if=/dev/bri0 of=/dev/null bs=4k count=256 iflag=direct
tell "It comes back late, and nothing is lost:"
show insmod integrity/digest_plain.ko
show dd if=/dev/bri0 of=/dev/null bs=4k count=256 iflag=direct
bri_is mismatches 0
unload bri
unload digest_plain
unload broker
