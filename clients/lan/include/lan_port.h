/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Published by the NIC's vendor for drivers above it: each port is an instance of lan_port
 * with the port's name.
 */
#ifndef _LAN_PORT_H
#define _LAN_PORT_H

#include <linux/broker/interface.h>

struct lan_client;		/* the NIC's state for a driver above a port */
struct lan_upper;		/* that driver's state for the port */

#define LAN_INFO_FIELDS(FIELD)						\
	FIELD(0, u32, mtu)						\
	FIELD(0, u32, max_queues)
BROKER_GROWING_STRUCT(lan_info, LAN_INFO_FIELDS);

/**
 * LAN_PORT_OPS() - operations of interface lan_port, provided by the NIC
 * @OP: see BROKER_INTERFACE_TWO_WAY()
 *
 * ``setup_queues(client, queues)``
 *	Set the number of queues, until close(). For open(). Returns 0, or -EINVAL if the
 *	port does not have that many.
 *
 * ``post(client, queue, cookie)``
 *	Begin a request. completed() reports its end, with the same cookie. Returns 0,
 *	-EINVAL if there is no such queue, or -EAGAIN if too many requests are in progress.
 *
 * ``unregister(client)``
 *	Call close(), if open() has succeeded. For the stop hook; not for callbacks.
 */
#define LAN_PORT_OPS(OP)						\
	OP(0, sleep,  int,  setup_queues, (struct lan_client *client, u32 queues)) \
	OP(0, atomic, int,  post, (struct lan_client *client, u32 queue, u64 cookie)) \
	OP(0, sleep,  void, unregister, (struct lan_client *client))

/**
 * LAN_PORT_CALLBACKS() - callbacks of interface lan_port, of each driver above
 * @CALLBACK: see BROKER_INTERFACE_TWO_WAY()
 *
 * open(), close() and mtu_changed() never overlap for one port.
 *
 * ``open(upper, info)``
 *	The port is up. Calls are possible in both directions. Returns 0 or an errno, which
 *	is logged.
 *
 * ``close(upper, reset)``
 *	The port is down, and requests in progress are not completed. With ``reset``,
 *	open() follows.
 *
 * ``completed(upper, queue, cookie)``
 *	A request has ended. Called in hard interrupts, and may post() there.
 *
 * ``mtu_changed(upper, mtu)``
 *	The MTU has changed. Called between open() and close().
 */
#define LAN_PORT_CALLBACKS(CALLBACK)					\
	CALLBACK(0, sleep,  int,  open, (struct lan_upper *upper, const struct lan_info *info)) \
	CALLBACK(0, sleep,  void, close, (struct lan_upper *upper, bool reset)) \
	CALLBACK(0, atomic, void, completed, (struct lan_upper *upper, u32 queue, u64 cookie)) \
	CALLBACK(0, sleep | optional, void, mtu_changed, (struct lan_upper *upper, u32 mtu))
BROKER_INTERFACE_TWO_WAY(lan_port, 1, LAN_PORT_OPS, LAN_PORT_CALLBACKS, lan_info);

#endif
