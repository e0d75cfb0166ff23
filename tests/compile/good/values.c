// SPDX-License-Identifier: GPL-2.0-only
/*
 * Enumerators and constants, with every number of digits, and both signs.
 *
 * emits:
 * alias=broker:acme_clock-1
 * broker_interface=acme_clock 1
 * broker_op=0 sleep: int set(enum acme_mode mode, const u8 key[ACME_KEY])
 * broker_abi=iio
 * broker_provides=acme_clock 0001 .consumers = 0, .priority =      0, .flags =      0, .attach = 0, .min_minor =      0
 * broker_struct=acme_limits growing
 * broker_field=0 constants acme_limits
 * broker_field=0 constant ACME_KEY
 * broker_field=0 constant ACME_ALL
 * broker_field=0 constant ACME_LEAST
 * broker_field=0 constant ACME_MASK
 * broker_field=3 constant ACME_SLOW
 * broker_abi=c                   16 18446744073709551615 -9223372036854775808              -999999                    7
 * broker_struct=acme_mode growing
 * broker_field=0 enum acme_mode
 * broker_field=0 enumerator ACME_OFF
 * broker_field=0 enumerator ACME_SLOW
 * broker_field=0 enumerator ACME_BACK
 * broker_field=2 enumerator ACME_TURBO
 * broker_abi=i                    0                    7                   -5                   -4
 * broker_structs=acme_clock 1 acme_mode acme_limits
 */
#include <linux/broker/provider.h>

#define ACME_MODE_VALUES(VALUE)						\
	VALUE(0, ACME_OFF)						\
	VALUE(0, ACME_SLOW, = 7)					\
	VALUE(0, ACME_BACK, = -5)					\
	VALUE(2, ACME_TURBO)
BROKER_ENUM(acme_mode, ACME_MODE_VALUES);

#define ACME_KEY	16
#define ACME_ALL	0xffffffffffffffffULL
#define ACME_LEAST	(-0x7fffffffffffffffLL - 1)
#define ACME_MASK	(-999999)
#define ACME_LIMITS(CONSTANT)						\
	CONSTANT(0, ACME_KEY)						\
	CONSTANT(0, ACME_ALL)						\
	CONSTANT(0, ACME_LEAST)						\
	CONSTANT(0, ACME_MASK)						\
	CONSTANT(3, ACME_SLOW)
BROKER_CONSTANTS(acme_limits, ACME_LIMITS);

#define ACME_CLOCK_OPS(OP)						\
	OP(0, sleep, int, set, (enum acme_mode mode, const u8 key[ACME_KEY]))
BROKER_INTERFACE(acme_clock, 1, ACME_CLOCK_OPS, acme_mode, acme_limits);

static_assert(acme_clock_minor == 3);

static const struct acme_clock_ops table;

DEFINE_BROKER_PROVIDER(provider, acme_clock, &table);
module_broker_provider(provider);
