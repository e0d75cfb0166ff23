// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lists that are composed of others.
 *
 * emits:
 * broker_interface=acme_disk 1
 * broker_op=0 sleep: int open(u32 id)
 * broker_op=0 sleep: int read(u32 id, struct acme_range range)
 * broker_op=1 sleep: struct acme_range where(u32 id)
 * broker_abi=ij ijo oj
 * broker_requires=acme_disk 0001.0000 revocable .flags =      0
 * broker_struct=acme_range sealed
 * broker_field=0 sizeof(struct acme_range)
 * broker_field=0 u64 from
 * broker_field=0 u64 to
 * broker_abi=00000016 y00000008@00000000 y00000008@00000008
 * broker_structs=acme_disk 1 acme_range
 */
#include <linux/broker/consumer.h>

struct acme_range { u64 from, to; };

#define ACME_END(FIELD)		FIELD(0, u64, to)
#define ACME_MORE_ENDS(FIELD)	ACME_END(FIELD)
#define ACME_RANGE_FIELDS(FIELD)					\
	FIELD(0, u64, from)						\
	ACME_MORE_ENDS(FIELD)
BROKER_DESCRIBE(acme_range, ACME_RANGE_FIELDS);

#define ACME_OPEN(OP)		OP(0, sleep, int, open, (u32 id))
#define ACME_FIRST(OP)							\
	ACME_OPEN(OP)							\
	OP(0, sleep, int, read, (u32 id, struct acme_range range))
#define ACME_DISK_OPS(OP)						\
	ACME_FIRST(OP)							\
	OP(1, sleep, struct acme_range, where, (u32 id))
BROKER_INTERFACE(acme_disk, 1, ACME_DISK_OPS, acme_range);

DEFINE_BROKER_CONSUMER(disk, acme_disk, 0);
module_broker_consumer(disk);
