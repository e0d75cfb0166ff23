// SPDX-License-Identifier: GPL-2.0-only
/* refused: "callback 'done': context is sleep or atomic" */
/* at most 21 lines by gcc, 19 lines by clang */
#include <linux/broker/interface.h>

#define ACME_NIC_OPS(OP)						\
	OP(0, atomic, int, send, (u32 length))
#define ACME_NIC_CALLBACKS(CALLBACK)					\
	CALLBACK(0, optional, void, done, (void *user))
BROKER_INTERFACE_TWO_WAY(acme_nic, 1, ACME_NIC_OPS, ACME_NIC_CALLBACKS);
