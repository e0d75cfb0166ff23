# SPDX-License-Identifier: GPL-2.0-only
# A consumer that does not agree is refused, with the reason in one line.
show insmod broker.ko
tell "This provider was compiled with another header: a parameter is wider."
show insmod shape/shape_type.ko
show_fails insmod shape/shape_user.ko
tell "And this consumer needs 1.1, where the provider is of 1.0."
show rmmod shape_type
show insmod shape/shape_1_0.ko
show_fails insmod shape/shape_user_needs_1_1.ko
show rmmod shape_1_0
unload broker
