/* SPDX-License-Identifier: GPL-2.0-only */
/* A call whose result both sides can compute. */
#include "first.h"

#define FIRST_RESULT	(3 * 0x100000000ULL + 0x10 + 7)

static inline u64 first_call(const struct first_ops *ops, struct first_port *port)
{
	struct first_job job = { .size = sizeof(job), .count = 3, .key[7] = 7 };
	struct first_range range = { .start = 0x10, .length = 0x100000000ULL };

	return ops->work(port, &job, &range);
}
