# SPDX-License-Identifier: GPL-2.0-only
# 1.1 serves 1.0; 1.0 serves consumers that do not need more, and nothing is read past its table.
load broker.ko
load shape/shape_1_1.ko
load shape/shape_user.ko
load shape/shape_user_needs_1_1.ko
log_has 'shape_user_needs_1_1: area returns 104'
load shape/shape_user_fallback.ko
log_has 'shape_user_fallback: area returns 104'
used_by shape_1_1 shape_user,shape_user_needs_1_1,shape_user_fallback
unload shape_user
unload shape_user_needs_1_1
unload shape_user_fallback
unload shape_1_1

load shape/shape_1_0.ko
load_fails EOPNOTSUPP shape/shape_user_needs_1_1.ko
log_has 'broker: shape_user_needs_1_1: shape 1 refused by shape_1_0: minor too old: have "1.0", want "1.1"'
load shape/shape_user_1_1.ko
log_has 'shape_user_1_1: area is absent'
unload shape_user_1_1
load shape/shape_user_fallback.ko
log_has 'shape_user_fallback: area returns 7'
unload shape_user_fallback
unload shape_1_0
unload broker
