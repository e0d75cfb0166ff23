# SPDX-License-Identifier: GPL-2.0-only
# lsmod is right with two handles, and also with a consumer that links a symbol.
load broker.ko
load life/steady.ko
load life/user.ko
load life/symbol_user.ko
used_by steady user,symbol_user
echo 0 > /sys/module/user/parameters/put
used_by steady user,symbol_user
echo 1 > /sys/module/user/parameters/put
used_by steady symbol_user
echo 1 > /sys/module/symbol_user/parameters/put
echo 0 > /sys/module/symbol_user/parameters/put
used_by steady symbol_user
unload user
unload symbol_user
used_by steady ''
unload steady
log_lacks 'sysfs'
log_lacks 'broker:'
unload broker
