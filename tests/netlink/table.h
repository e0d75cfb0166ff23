/* SPDX-License-Identifier: GPL-2.0-only */
/* The netlink spec as a table; table.awk generates its rows when nltest is built. */
#ifndef _TESTS_NETLINK_TABLE_H
#define _TESTS_NETLINK_TABLE_H

#include <linux/broker.h>

enum type { TYPE_PAD, TYPE_U8, TYPE_U32, TYPE_S32, TYPE_U64, TYPE_STRING, TYPE_NEST };

struct attribute {
	int number;
	enum type type;
};

struct command {
	int number;
	const char *name;
	const struct attribute *attributes;
	int count;		/* of attributes */
	int taken;		/* how many of them a request takes; they come first */
	int dump;		/* the command that dumps such objects */
};

#include "table-rows.h"

#endif
