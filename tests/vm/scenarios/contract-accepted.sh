# SPDX-License-Identifier: GPL-2.0-only
# A differently formatted prototype, and a growing struct that has grown, agree.
load broker.ko
for provider in shape_layout shape_grown; do
	load shape/$provider.ko
	load shape/shape_user.ko
	used_by $provider shape_user
	unload shape_user
	unload $provider
done
log_lacks 'refused'
unload broker
