/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ten thousand interfaces that differ in their name: many_00000, many_00001, ...
 * Real interfaces are declared, each in its header; these are copied from the first
 * one, in static memory, because contracts must be static.
 */
#ifndef _MANY_H
#define _MANY_H

#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/broker/interface.h>

#define MANY	10000

#define MANY_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(0, u64, address)
BROKER_GROWING_STRUCT(many_desc, MANY_DESC_FIELDS);

/* Of ordinary size: eight operations and a struct. */
#define MANY_OPS(OP)							\
	OP(0, sleep, int, open, (u32 id))				\
	OP(0, sleep, void, close, (u32 id))				\
	OP(0, sleep, int, set_length, (u32 id, u32 length))		\
	OP(0, sleep, int, set_address, (u32 id, u64 address))		\
	OP(0, atomic, int, submit, (u32 id, const struct many_desc *desc)) \
	OP(0, atomic, int, complete, (u32 id, struct many_desc *desc))	\
	OP(1, atomic | optional, int, kick, (u32 id))			\
	OP(1, atomic | optional, bool, is_idle, (u32 id))
BROKER_INTERFACE(many_00000, 1, MANY_OPS, many_desc);

/* A two-way interface. Its operations are those of the others, so one type will do for calls. */
#define MANY_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, completed, (u32 id))
BROKER_INTERFACE_TWO_WAY(many_two_way, 1, MANY_OPS, MANY_CALLBACKS, many_desc);

struct many {
	struct broker_contract contract;
	char text[sizeof(many_00000__rows)];
};

static struct many many[MANY];

static void many_init(void)
{
	const unsigned int digits = sizeof("broker_interface=many_") - 1;
	unsigned int i;

	for (i = 0; i < MANY; i++) {
		char name[8];

		many[i].contract = many_00000__contract;
		many[i].contract.text = many[i].text;
		memcpy(many[i].text, &many_00000__rows, sizeof(many_00000__rows));
		snprintf(name, sizeof(name), "%05u", i);
		memcpy(many[i].text + digits, name, 5);
	}
}

#endif
