// SPDX-License-Identifier: GPL-2.0-only
/* refused: "interface acme_nic: has no callbacks" */
/* at most 7 lines by gcc, 7 lines by clang */
#include <linux/broker/interface.h>

#define ACME_NIC_OPS(OP)						\
	OP(0, atomic, int, send, (u32 length))
#define ACME_NIC_CALLBACKS(CALLBACK)
BROKER_INTERFACE_TWO_WAY(acme_nic, 1, ACME_NIC_OPS, ACME_NIC_CALLBACKS);
