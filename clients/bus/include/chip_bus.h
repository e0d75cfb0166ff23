/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The operations that the bus offers its drivers, and the callbacks of a driver.
 */
#ifndef _CHIP_BUS_H
#define _CHIP_BUS_H

#include <linux/broker/interface.h>

struct chip;			/* in a socket of the bus */
struct chip_driver;		/* the bus's state for a driver */

#define CHIP_REGISTERS	8	/* of 16 bits; number 0 identifies the chip */
#define CHIP_STATE	4	/* words that a driver has for each chip */

/**
 * CHIP_BUS_OPS() - operations of interface chip_bus, which drivers call
 * @OP: see BROKER_INTERFACE_TWO_WAY()
 *
 * Use registers only in callbacks: at other times the chip may have been unplugged.
 *
 * ``read(chip, number)``
 *	Returns a register; 0xffff if there is none of this number.
 *
 * ``write(chip, number, value)``
 *	Write a register. Nothing happens if there is none of this number.
 *
 * ``release(driver)``
 *	Call remove() for each chip that the driver has, offer the chips to other
 *	drivers, and offer none to this one. For the stop hook of a driver that
 *	has remove(), with broker_provider_of() as the argument.
 */
#define CHIP_BUS_OPS(OP)						\
	OP(0, atomic, u16,  read, (const struct chip *chip, u32 number)) \
	OP(0, atomic, void, write, (struct chip *chip, u32 number, u16 value)) \
	OP(0, sleep,  void, release, (struct chip_driver *driver))

/**
 * CHIP_BUS_CALLBACKS() - callbacks of interface chip_bus, which a driver implements
 * @CALLBACK: see BROKER_INTERFACE_TWO_WAY()
 *
 * ``bus`` is the driver's link to the calling bus, for broker_ops(). ``state`` has
 * CHIP_STATE words for the driver's use. The bus zeroes them before probe(), and frees
 * them. No two callbacks for one chip overlap.
 *
 * ``name()``
 *	Returns the name of the driver. It is copied before the driver can be unloaded.
 *
 * ``probe(bus, chip, state)``
 *	Is this a chip for the driver? Returns 0, -ENODEV if it is not, or
 *	another errno, which is logged. On an errno the chip is offered to the next driver.
 *
 * ``measure(bus, chip, state, value)``
 *	Measure, in thousandths of a degree or of a volt. Returns 0 or an errno.
 *
 * ``remove(bus, chip, state)``
 *	The chip is unplugged, or the driver has called release().
 */
#define CHIP_BUS_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, const char *, name, (void))			\
	CALLBACK(0, sleep, int, probe, (struct broker_link *bus, struct chip *chip, \
					u64 *state))			\
	CALLBACK(0, sleep, int, measure, (struct broker_link *bus, struct chip *chip, \
					  u64 *state, s64 *value))	\
	CALLBACK(0, sleep | optional, void, remove, (struct broker_link *bus, \
						     struct chip *chip, u64 *state))
BROKER_INTERFACE_TWO_WAY(chip_bus, 1, CHIP_BUS_OPS, CHIP_BUS_CALLBACKS);

#endif
