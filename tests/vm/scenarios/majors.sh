# SPDX-License-Identifier: GPL-2.0-only
# Two majors of one interface are loaded, with a consumer of each.
load broker.ko
load shape/shape_2.ko
load_fails EPROTONOSUPPORT shape/shape_user.ko
log_has 'broker: shape_user: shape 1 refused by shape_2: other major: have "2", want "1"'
load shape/shape_1_0.ko
load shape/shape_user.ko
load shape/shape_user_2.ko
log_has 'shape_user: scale returns 102'
log_has 'shape_user_2: scale returns 103'
used_by shape_1_0 shape_user
used_by shape_2 shape_user_2
unload shape_user
unload shape_user_2
unload shape_1_0
unload shape_2
unload broker
