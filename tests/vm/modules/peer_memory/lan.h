/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As i40e_client: a LAN driver opens its client as soon as there is one, and the client
 * asks for queues while it is opened.
 */
#ifndef _LAN_H
#define _LAN_H

#include <linux/broker/interface.h>

struct lan_info;		/* what the LAN driver keeps for a client */

/* unregister: close() is called, if open() has succeeded. */
#define LAN_OPS(OP)							\
	OP(0, sleep, int, setup_qvlist, (struct lan_info *info, u32 queues)) \
	OP(0, sleep, void, unregister, (struct lan_info *info))
#define LAN_CALLBACKS(CALLBACK)						\
	CALLBACK(0, sleep, int, open, (struct lan_info *info))		\
	CALLBACK(0, sleep, void, close, (struct lan_info *info))
BROKER_INTERFACE_TWO_WAY(lan, 1, LAN_OPS, LAN_CALLBACKS);

#endif
