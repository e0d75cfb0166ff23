// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions in a struct, and functions that take any number of arguments.
 *
 * emits:
 * alias=broker:acme_bus-1
 * broker_interface=acme_bus 1
 * broker_op=0 sleep: int add(const struct acme_driver *driver)
 * broker_op=0 atomic: int report(u32 level, const char *fmt, ...)
 * broker_op=0 atomic: void many(u8 a1, u8 a2, u8 a3, u8 a4, u8 a5, u8 a6, u8 a7, u8 a8, u8 a9, u8 a10, u8 a11, u8 a12, u8 a13)
 * broker_abi=io ijoz vhhhhhhhhhhhhh
 * broker_provides=acme_bus 0001 .consumers = 0, .priority =      0, .flags =      0, .attach = 0, .min_minor =      0
 * broker_struct=acme_driver growing
 * broker_field=0 u32 flags
 * broker_field=0 const char * name
 * broker_field=0 int probe(struct acme_device *dev, const u32 id[2])
 * broker_field=0 void remove(struct acme_device *dev)
 * broker_field=0 unsigned long features(void)
 * broker_field=1 const char * describe(int (*print)(const char *fmt, ...), void __user *to)
 * broker_abi=j0004 o0008 fioo fvo fmv fooo
 * broker_structs=acme_bus 1 acme_driver
 */
#include <linux/broker/provider.h>

struct acme_device;

#define ACME_DRIVER_FIELDS(FIELD)					\
	FIELD(0, u32, flags)						\
	FIELD(0, const char *, name)					\
	FIELD(0, int, probe, (struct acme_device *dev, const u32 id[2])) \
	FIELD(0, void, remove, (struct acme_device *dev))		\
	FIELD(0, unsigned long, features, (void))			\
	FIELD(1, const char *, describe, (int (*print)(const char *fmt, ...), void __user *to))
BROKER_GROWING_STRUCT(acme_driver, ACME_DRIVER_FIELDS);

#define ACME_BUS_OPS(OP)						\
	OP(0, sleep, int, add, (const struct acme_driver *driver))	\
	OP(0, atomic, int, report, (u32 level, const char *fmt, ...))	\
	OP(0, atomic, void, many, (u8 a1, u8 a2, u8 a3, u8 a4, u8 a5, u8 a6, u8 a7, \
				   u8 a8, u8 a9, u8 a10, u8 a11, u8 a12, u8 a13))
BROKER_INTERFACE(acme_bus, 1, ACME_BUS_OPS, acme_driver);

static int bus_add(const struct acme_driver *driver)
{
	return driver->probe(NULL, NULL) + driver->features();
}

static int bus_report(u32 level, const char *fmt, ...)
{
	return level;
}

static const struct acme_bus_ops table = {
	.add = bus_add,
	.report = bus_report,
};

DEFINE_BROKER_PROVIDER(provider, acme_bus, &table);
module_broker_provider(provider);
