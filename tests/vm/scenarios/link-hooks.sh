# SPDX-License-Identifier: GPL-2.0-only
# An attach hook may register a provider or load a module, even one whose init fails, but not unregister its own consumer.
. /vm/well.sh
load broker.ko
load link/well_1_0.ko

load link/busy_attach.ko with=register
wait_for 10 log_has 'busy_attach: register returned 0'
unload busy_attach
log_has 'busy_attach: detached'

install_modules shape/shape_1_0.ko link/spare_fails.ko
load link/busy_attach.ko with=load module=shape_1_0
wait_for 10 log_has 'busy_attach: load returned 0'
loaded shape_1_0
unload busy_attach
unload shape_1_0

load link/busy_attach.ko with=load module=spare_fails
wait_for 10 log_has 'busy_attach: load returned 256'
unload busy_attach

load link/busy_attach.ko with=self
wait_for 10 log_has 'busy_attach: self returned 0'
log_has 'broker: busy_attach: unregisters a consumer from a hook of its own'
unload busy_attach

load link/busy_attach.ko with=fail
wait_for 10 log_has 'broker: busy_attach: attach to well_1_0 failed with -'
sleep 1
log_count 1 'busy_attach: attach to well_1_0 failed'
unload busy_attach
log_count 4 'busy_attach: detached'
unload well_1_0
log_lacks wrong
unload broker
