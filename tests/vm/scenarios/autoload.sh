# SPDX-License-Identifier: GPL-2.0-only
# The provider is installed and its loading is requested: it is loaded and bound.
load broker.ko
load_fails ENOENT shape/shape_user_autoload.ko
log_has 'broker: shape_user_autoload: shape 1 refused: no provider'
install_modules shape/shape_1_0.ko shape/shape_2.ko
load_fails ENOENT shape/shape_user.ko
not_loaded shape_1_0
load shape/shape_user_autoload.ko
loaded shape_1_0
not_loaded shape_2
used_by shape_1_0 shape_user_autoload
unload shape_user_autoload
unload shape_1_0

# A provider is present that does not agree.
load shape/shape_swapped.ko
load shape/shape_user_autoload.ko
used_by shape_1_0 shape_user_autoload
unload shape_user_autoload
unload shape_1_0
unload shape_swapped
unload broker
