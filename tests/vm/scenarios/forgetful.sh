# SPDX-License-Identifier: GPL-2.0-only
# Objects that a module forgets to unregister or to put are withdrawn when it is unloaded.
load broker.ko
load life/forgetful.ko
load life/user.ko
unload_fails EAGAIN forgetful
unload user
unload forgetful
log_has 'broker: forgetful: exit forgot to unregister, provider of pulse 1 withdrawn'
load_fails ENOENT life/user.ko

load life/steady.ko
load life/forgetful_user.ko
used_by steady forgetful_user
unload forgetful_user
log_has 'broker: forgetful_user: exit forgot to put pulse 1, released'
used_by steady ''
load_fails EIO life/forgetful_user.ko fail=-5
log_has 'broker: forgetful_user: failed init forgot to put pulse 1, released'
used_by steady ''
unload steady
unload broker
