# SPDX-License-Identifier: GPL-2.0-only
# Of several providers that agree, the one with the highest priority is bound.
load broker.ko
load shape/shape_preferred.ko
load shape/shape_1_1.ko
load shape/shape_type.ko
load shape/shape_user.ko
used_by shape_preferred shape_user
unload shape_user
unload shape_preferred
load shape/shape_user.ko
used_by shape_1_1 shape_user
used_by shape_type ''
unload shape_user
unload shape_1_1
unload shape_type
unload broker
