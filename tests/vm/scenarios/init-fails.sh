# SPDX-License-Identifier: GPL-2.0-only
# A provider whose init fails is never found.
load broker.ko
load_fails EIO life/init_fails.ko
log_has 'broker: init_fails: init failed, provider of pulse 1 withdrawn'
load_fails ENOENT life/user.ko
unload broker
