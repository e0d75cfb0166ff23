# SPDX-License-Identifier: GPL-2.0-only
# A disk's checksum provider is replaced ten times a second under fio: no error, no wait, no swap missed.
# Time: 120 s
# Needs: fio
. /vm/bri.sh
load broker.ko
crc_library
load integrity/digest_plain.ko
load integrity/bri.ko size_mb=32
wait_for 10 bri_is attached 1
swapped_under_io 1
unload bri
unload digest_plain
log_lacks 'bri0:'
log_lacks 'broker:'
no_crc_library
unload broker
