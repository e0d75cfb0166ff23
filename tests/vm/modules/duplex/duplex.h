/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls in both directions. Each side passes the other a pointer to the object that it keeps for
 * the link, and complains if it gets one that is not in use.
 */
#ifndef _DUPLEX_H
#define _DUPLEX_H

#include <linux/broker/interface.h>

struct port;		/* the provider's */
struct party;		/* the consumer's */

/* "ring" calls back "depth" times, and each callback rings again. */
#define DUPLEX_OPS(OP)							\
	OP(0, sleep, int, open, (struct port *port))			\
	OP(0, sleep, void, close, (struct port *port))			\
	OP(0, atomic, int, ring, (struct port *port, u32 depth))	\
	OP(0, sleep, int, rest, (struct port *port, u32 ms))

#ifndef DUPLEX_RUNG
#define DUPLEX_RUNG(CALLBACK)						\
	CALLBACK(0, atomic, int, rung, (struct party *user, u32 depth))
#endif

#ifndef DUPLEX_MORE
#define DUPLEX_MORE(CALLBACK)
#endif

#define DUPLEX_CALLBACKS(CALLBACK)					\
	DUPLEX_RUNG(CALLBACK)						\
	CALLBACK(0, sleep, int, ask, (struct party *user, u32 ms))	\
	CALLBACK(0, atomic | optional, void, news, (struct party *user)) \
	DUPLEX_MORE(CALLBACK)
BROKER_INTERFACE_TWO_WAY(duplex, 1, DUPLEX_OPS, DUPLEX_CALLBACKS);

#endif
