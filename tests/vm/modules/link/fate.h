/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What becomes of a link when one of its modules goes: the interface, and what
 * fate_gate.ko keeps for those that go, where hooks can be held up. See
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

/* Where somebody can be held up. */
enum fate_place {
	FATE_ATTACH	= 1,
	FATE_LEAVING	= 2,
	FATE_DETACH	= 4,
	FATE_CALL	= 8,
	FATE_EXIT	= 16,
};

void fate_pass(enum fate_place place);

/* What has happened in this cell of the table. */
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
