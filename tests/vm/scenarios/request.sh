# SPDX-License-Identifier: GPL-2.0-only
# A request keeps its link until it ends, in any context; a request that a module has forgotten keeps only memory.
. /vm/duplex.sh
. /vm/brokerctl.sh
load broker.ko
submit() { set_to request_fs submit "$1"; }
# An unload of either side waits for it, and reports that.
load request/request_disk.ko
load request/request_fs.ko
wait_for 10 count_is request_fs attached 1
submit 300
unload request_disk
count_is request_fs finished 1
wait_for 10 count_is request_fs detached 1
load request/request_disk.ko
wait_for 10 count_is request_fs attached 2
submit 0
brokerctl -j consumer show request_fs | grep -qF '"requests":1' || fail 'brokerctl does not count the request'
unload request_fs &
wait_for 30 log_has 'broker: request_disk: waiting for 1 request of request_fs through request 1'
set_to request_disk complete 1
wait $!
log_has 'request_fs: 2 submitted, 2 finished, 0 answered'
count_is request_disk completed 1
# A request of the provider also does so; the consumer answers it in stop at the latest.
load request/request_fs.ko
wait_for 10 count_is request_fs attached 1
set_to request_disk ask 1
set_to request_disk ask 1
unload request_disk
count_is request_fs answered 2
load request/request_disk.ko
wait_for 10 count_is request_fs attached 2
set_to request_disk ask 1
unload request_fs
log_has 'request_fs: 0 submitted, 0 finished, 3 answered'
# Tracepoints do not read the name of an unloaded module.
echo 1 >/sys/kernel/tracing/events/broker/enable
# A forgetful consumer does not wait for either request; the provider ends its own.
load request/request_fs.ko forgetful=1
wait_for 10 count_is request_fs attached 1
set_to request_disk ask 1
unload request_fs
wait_for 10 count_is request_disk detached 2
log_lacks 'did not end'
load request/request_fs.ko forgetful=1
wait_for 10 count_is request_fs attached 1
submit 0
unload request_fs
wait_for 10 count_is request_disk detached 3
log_has 'broker: request_fs: the memory of a link is kept, for 1 request that did not end'
unload request_disk
# Nor does a forgetful provider; the consumer ends its own request, or that memory can no longer be used.
load request/request_fs.ko
for round in 1 2 3; do
	load request/request_disk.ko forgetful=1
	wait_for 10 count_is request_fs attached $round
	submit 0
	unload request_disk
	wait_for 10 count_is request_fs detached $round
done
log_count 1 'did not end'
set_to request_fs careless 1
for round in 4 5; do
	load request/request_disk.ko forgetful=1
	wait_for 10 count_is request_fs attached $round
	submit 0
	unload request_disk
	wait_for 10 count_is request_fs detached $round
done
log_count 3 'did not end'
load request/request_disk.ko
sleep 0.3
count_is request_fs attached 5
set_to request_fs late 1
unload request_disk
load request/request_disk.ko
wait_for 10 count_is request_fs attached 6
submit 1
wait_for 10 count_is request_fs finished 1
unload request_fs
unload request_disk
log_lacks wrong
echo 0 >/sys/kernel/tracing/events/broker/enable
unload broker
