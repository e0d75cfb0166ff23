/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An interface that uses what release 1.0 had: both kinds of struct, an optional
 * operation, and one that is newer than the rest.
 */
#ifndef _FIRST_H
#define _FIRST_H

#include <linux/broker/interface.h>

struct first_port;

#define FIRST_RANGE_FIELDS(FIELD)					\
	FIELD(0, u64, start)						\
	FIELD(0, u64, length)
BROKER_STRUCT(first_range, FIRST_RANGE_FIELDS);

#ifdef FIRST_NEWER
#define FIRST_JOB_MORE(FIELD)	FIELD(1, u32, weight)
#define FIRST_MORE(OP)							\
	OP(1, atomic, u64, weigh, (struct first_port *port, const struct first_job *job))
#else
#define FIRST_JOB_MORE(FIELD)
#define FIRST_MORE(OP)
#endif

#define FIRST_JOB_FIELDS(FIELD)						\
	FIELD(0, u32, count)						\
	FIELD(0, u8, key, [8])						\
	FIRST_JOB_MORE(FIELD)
BROKER_GROWING_STRUCT(first_job, FIRST_JOB_FIELDS);

#define FIRST_OPS(OP)							\
	OP(0, sleep, int, open, (struct first_port **port))		\
	OP(0, sleep, void, close, (struct first_port *port))		\
	OP(0, atomic, u64, work, (struct first_port *port, const struct first_job *job, \
				  const struct first_range *range))	\
	OP(0, atomic | optional, bool, idle, (const struct first_port *port)) \
	FIRST_MORE(OP)
BROKER_INTERFACE(first, 1, FIRST_OPS, first_range, first_job);

#endif
