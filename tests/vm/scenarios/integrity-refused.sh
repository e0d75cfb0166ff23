# SPDX-License-Identifier: GPL-2.0-only
# A disk of no size or more than the memory is refused, and so is a provider of another algorithm.
. /vm/bri.sh
load broker.ko
load integrity/digest_plain.ko
load_fails EINVAL integrity/bri.ko size_mb=0
log_has 'bri0: size_mb=0 is not between 1 and '
load_fails EINVAL integrity/bri.ko size_mb=4294967295
log_has 'bri0: size_mb=4294967295 is not between 1 and '
load_fails EINVAL integrity/bri.ko size_mb=-1
not_loaded bri
log_lacks 'broker:'

load integrity/bri.ko size_mb=1
[ "$(cat /sys/block/bri0/size)" = 2048 ] || fail 'bri0 is not of 1 MiB'
wait_for 10 bri_is attached 1
bri_write 256
bri_fails bri_write 257

# A preferred provider that cannot be used: bri0 keeps its provider.
load integrity/digest_wrong.ko algorithm=2
wait_for 10 log_has 'bri0: digest algorithm 2 is offered, the blocks have 1'
log_has 'broker: bri: attach to digest_wrong failed with '
bri_read 256
bri_is attached 1
unload digest_wrong
bri_read 256
bri_is mismatches 0

# While the disk is open, it cannot be unloaded.
exec 3</dev/bri0
unload_fails EAGAIN bri
exec 3<&-
wait_for 10 unload bri
unload digest_plain
unload broker
