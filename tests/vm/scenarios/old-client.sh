# SPDX-License-Identifier: GPL-2.0-only
# Modules compiled with the descriptors of the first API keep working.
load broker.ko
load old/old_provider.ko
load old/old_user.ko
log_has 'old_user: beat returns 1'
used_by old_provider old_user
unload old_user
unload old_provider
unload broker
