/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The fate of a link when one of its modules is unloaded: the interface, and the state
 * that fate_gate.ko keeps for the modules that are unloaded, where hooks can be held up. See
 * guest/fate.sh.
 */
#ifndef _FATE_H
#define _FATE_H

#include <linux/types.h>
#include <linux/broker/interface.h>

struct fate;

#define FATE_OPS(OP)							\
	OP(0, sleep, int, open, (struct fate **fate))			\
	OP(0, sleep, void, close, (struct fate *fate))			\
	OP(0, sleep, void, poke, (struct fate *fate))
BROKER_INTERFACE(fate, 1, FATE_OPS);
BROKER_INTERFACE(fate_more, 1, FATE_OPS);

/* The places where a thread can be held up. */
enum fate_place {
	FATE_ATTACH	= 1,
	FATE_LEAVING	= 2,
	FATE_DETACH	= 4,
	FATE_CALL	= 8,
	FATE_EXIT	= 16,
};

void fate_pass(enum fate_place place);

/* The events in this cell of the table. */
enum fate_event {
	FATE_ATTACHED,
	FATE_LEFT,
	FATE_DETACHED,
	FATE_DEAD,		/* told that the provider is not alive */
	FATE_LATE,		/* a call of a provider whose exit has returned */
	FATE_EVENTS
};

void fate_count(enum fate_event event);
void fate_late(const char *op);

#endif
