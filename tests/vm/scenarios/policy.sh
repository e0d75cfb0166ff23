# SPDX-License-Identifier: GPL-2.0-only
# A provider serves only signed modules, or only those that it names; or all modules must be signed.

# All modules are signed if the kernel loads no others; otherwise none is.
load broker.ko
load shape/shape_signed_only.ko
if loads_signed_only; then
	load shape/shape_user.ko
	unload shape_user
else
	load_fails EACCES shape/shape_user.ko
	log_has 'broker: shape_user: shape 1 refused by shape_signed_only: the consumer has no valid signature (the provider asks for one)'
fi
unload shape_signed_only
load shape/shape_listed_only.ko
load_fails EACCES shape/shape_user.ko
log_has "broker: shape_user: shape 1 refused by shape_listed_only: the consumer is not in the provider's list"
load shape/shape_user_1_1.ko
unload shape_user_1_1
unload shape_listed_only
unload broker
load broker.ko require_signatures=1
if loads_signed_only; then
	load shape/shape_1_0.ko
	unload shape_1_0
else
	load_fails EACCES shape/shape_1_0.ko
	log_has 'broker: shape_1_0: provider of shape 1 refused: it has no valid signature (require_signatures=1)'
fi
unload broker
