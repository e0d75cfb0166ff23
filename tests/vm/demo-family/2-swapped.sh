# SPDX-License-Identifier: GPL-2.0-only
# For a minute the checksum provider is replaced continuously under fio: no error, no wait, no swap missed.
# Time: 180 s
# Needs: fio
# shellcheck source=/dev/null
. /vm/bri.sh
load broker.ko
crc_library
load integrity/digest_plain.ko
load integrity/bri.ko size_mb=32
wait_for 10 bri_is attached 1
tell_now "For a minute fio writes and verifies, in two threads, while the two providers are loaded"
tell_now "and unloaded in turn, every 100 ms or as fast as the machine can:"
swapped_under_io 6
unload bri
unload digest_plain
log_lacks 'bri0:'
log_lacks 'broker:'
no_crc_library
unload broker
