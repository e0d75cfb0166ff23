# SPDX-License-Identifier: GPL-2.0-only
# Six hundred instances whose hooks wait do not delay other consumers, and can be unregistered meanwhile.
# Time: 120 s
. /vm/duplex.sh
. /vm/well.sh
load broker.ko
load link/well_1_0.ko
load instance/uppers.ko hold=1
load instance/ports.ko
set_to ports plug 'p 600'
load link/well_user.ko
well_serves
# An instance whose hook is not running is unregistered at once, however many wait before it.
set_to ports unplug p599
set_to uppers hold 0
wait_for 40 count_is uppers readied 599
unload ports
wait_for 40 count_is uppers detached 599
unload uppers
unload well_user
unload well_1_0
log_lacks wrong
unload broker
