/* SPDX-License-Identifier: GPL-2.0-only */
/* Each of many providers provides one instance of this; each of many consumers consumes all. */
#ifndef SHELLS_H
#define SHELLS_H

#include <linux/types.h>
#include <linux/broker/interface.h>

struct shell;

#define SHELLS_OPS(OP)							\
	OP(0, atomic, bool, is_named, (const char *name))
#define SHELLS_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, heard, (struct shell *shell, const char *name))
BROKER_INTERFACE_TWO_WAY(shells, 1, SHELLS_OPS, SHELLS_CALLBACKS);

#endif
