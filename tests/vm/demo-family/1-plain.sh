# SPDX-License-Identifier: GPL-2.0-only
# bri0 verifies each block it reads, with checksums that another module computes.
# shellcheck source=/dev/null
. /vm/bri.sh
tell "A disk in memory that keeps a checksum of each block, and does not compute it."
tell "A provider does, built apart; bri has seen nothing of it but the interface's header."
show insmod broker.ko
show insmod integrity/digest_plain.ko
show insmod integrity/bri.ko size_mb=32
wait_for 10 bri_is attached 1
bri_write 256
show dd if=/dev/bri0 of=/dev/null bs=4k count=256 iflag=direct
tell "Another one, which is faster, takes over while the disk is open; the first may go."
exec 3</dev/bri0
crc_library
show insmod integrity/digest_kernel.ko
show rmmod digest_plain
show dd if=/dev/bri0 of=/dev/null bs=4k count=256 iflag=direct
show_fails rmmod bri
exec 3<&-
bri_is attached 2
bri_is waited 0
unload bri
unload digest_kernel
no_crc_library
unload broker
