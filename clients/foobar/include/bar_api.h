/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interface between bar and foo, the only thing that their authors agreed upon.
 */
#ifndef _BAR_API_H
#define _BAR_API_H

#include <linux/broker/interface.h>

struct bar;

/**
 * BAR_API_OPS() - operations of interface bar_api
 * @OP: see BROKER_INTERFACE()
 *
 * ``open(id, bar)``
 *	Make an accumulator. The caller owns ``*bar``. Returns 0 or -ENOMEM.
 *
 * ``close(bar)``
 *	Free an accumulator that open() made.
 *
 * ``write(bar, value)``
 *	Add a value. Returns 0, or -ENOSPC when the sum would overflow.
 *
 * ``sum(bar)``
 *	Returns the sum of the values that were written.
 */
#define BAR_API_OPS(OP)							\
	OP(0, sleep,  int,  open,  (u32 id, struct bar **bar))		\
	OP(0, sleep,  void, close, (struct bar *bar))			\
	OP(0, atomic, int,  write, (struct bar *bar, u64 value))	\
	OP(0, atomic, u64,  sum,   (const struct bar *bar))
BROKER_INTERFACE(bar_api, 1, BAR_API_OPS);

#endif
