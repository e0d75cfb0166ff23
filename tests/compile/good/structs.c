// SPDX-License-Identifier: GPL-2.0-only
/* refused with BROKER_STRICT: "field 'to': is a nameless struct or union: name and list it" */
/*
 * The headers of release 1.0 emit the same contracts.
 *
 * emits:
 * alias=broker:acme_disk-12
 * broker_interface=acme_disk 12
 * broker_op=0 sleep: int submit(struct acme_disk *disk, const struct acme_desc *desc)
 * broker_op=0 atomic: struct acme_range range(const struct acme_disk *disk)
 * broker_abi=ioo oo
 * broker_provides=acme_disk 0012 .consumers = 0, .priority =      0, .flags =      0, .attach = 0, .min_minor =      0
 * broker_structs=acme_disk 12 acme_desc acme_range
 * broker_struct=acme_desc growing
 * broker_field=0 u32 length
 * broker_field=0 struct acme_range range
 * broker_field=1 union { u64 address; void *pointer; } to
 * broker_field=1 u8 cookie[COOKIE]
 * broker_field=1 u16 grid[2][4]
 * broker_abi=j0004 o0024 o0008 h0016 t0016
 * broker_struct=acme_range sealed
 * broker_field=0 u64 first
 * broker_field=0 enum acme_way way
 * broker_field=0 u32 count
 * broker_field=0 const char * name
 * broker_abi=y0008 j0004 j0004 o0008
 */
#include <linux/broker/provider.h>

#define COOKIE	16

struct acme_disk;

enum acme_way { ACME_READ, ACME_WRITE };

#define ACME_RANGE_FIELDS(FIELD)					\
	FIELD(0, u64, first)						\
	FIELD(0, enum acme_way, way)					\
	FIELD(0, u32, count)						\
	FIELD(0, const char *, name)
BROKER_STRUCT(acme_range, ACME_RANGE_FIELDS);

#define ACME_DESC_FIELDS(FIELD)						\
	FIELD(0, u32, length)						\
	FIELD(0, struct acme_range, range)				\
	FIELD(1, union { u64 address; void *pointer; }, to)		\
	FIELD(1, u8, cookie, [COOKIE])					\
	FIELD(1, u16, grid, [2][4])
BROKER_GROWING_STRUCT(acme_desc, ACME_DESC_FIELDS);

#define ACME_DISK_OPS(OP)						\
	OP(0, sleep, int, submit, (struct acme_disk *disk, const struct acme_desc *desc)) \
	OP(0, atomic, struct acme_range, range, (const struct acme_disk *disk))
BROKER_INTERFACE(acme_disk, 12, ACME_DISK_OPS, acme_desc, acme_range);

static const struct acme_disk_ops table;

DEFINE_BROKER_PROVIDER(provider, acme_disk, &table);
module_broker_provider(provider);
