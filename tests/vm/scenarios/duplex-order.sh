# SPDX-License-Identifier: GPL-2.0-only
# A provider calls its consumers back as long as they are attached, in each order of loading and unloading.
. /vm/duplex.sh
load broker.ko
for _ in 1 2 3; do
	load duplex/duplex_user.ko
	load duplex/duplex_1.ko
	wait_for 10 count_is duplex_user attached 1
	both_ways duplex_1 duplex_user
	count_is duplex_1 attached 1
	count_is duplex_1 readied 1
	count_is duplex_user readied 1
	unload duplex_1
	for hook in left stopped detached; do
		count_is duplex_user $hook 1
	done
	count_is duplex_user dead 0
	unload duplex_user

	load duplex/duplex_1.ko
	load duplex/duplex_user.ko
	load duplex/duplex_other.ko
	wait_for 10 count_is duplex_1 attached 2
	both_ways duplex_1 duplex_user
	both_ways duplex_1 duplex_other
	unload duplex_user
	count_is duplex_1 left 1
	count_is duplex_1 detached 1
	both_ways duplex_1 duplex_other
	unload duplex_other
	count_is duplex_1 detached 2
	unload duplex_1
done
log_lacks wrong
log_lacks 'broker:'
unload broker
