// SPDX-License-Identifier: GPL-2.0-only
/*
 * A bus with sockets, into which chips are plugged, and with any number of drivers, each a
 * module. A chip is offered to one driver after the other until one takes it.
 *
 * A chip's mutex is held while a driver is called for the chip. A driver's mutex nests
 * inside it, and is held while that driver may take a chip. Neither is ever held around
 * an unregister call. drivers_lock is a leaf lock.
 *
 * &chip.driver is read under the chip's mutex, and the list of drivers under RCU. In both
 * cases broker_enter_peer() reports whether the driver can still be called. The detach
 * hook clears &chip.driver, and frees the driver after a grace period.
 */
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/broker/provider.h>

#include "chip_bus.h"

/* Of two buses drivers choose the one with the higher priority. */
#ifndef BUS_PRIORITY
#define BUS_PRIORITY	0
#endif

#define SOCKETS		16

/* A socket, and the chip in it. */
struct chip {
	struct mutex lock;		/* protects the other members */
	struct chip_driver *driver;	/* serves the chip, or NULL */
	bool plugged;
	u16 registers[CHIP_REGISTERS];
	u64 state[CHIP_STATE];
};

/* The bus's state for a driver. */
struct chip_driver {
	struct list_head node;
	struct broker_peer *peer;
	struct mutex lock;		/* protects released */
	bool released;			/* takes no more chips */
	struct rcu_head rcu;
};

static struct chip chips[SOCKETS];
static LIST_HEAD(drivers);
static DEFINE_SPINLOCK(drivers_lock);
static struct device *bus;

/*
 * Enters the next driver that can be called, and exits the present one. The present one is
 * not detached before that, so its place in the list is valid until the next one is found.
 */
static struct chip_driver *driver_next(struct chip_driver *present)
{
	struct chip_driver *next = present ?: list_entry(&drivers, struct chip_driver, node);
	bool found = false;

	rcu_read_lock();
	list_for_each_entry_continue_rcu(next, &drivers, node) {
		found = broker_enter_peer(next->peer, next);
		if (found)
			break;
	}
	rcu_read_unlock();
	if (present)
		broker_exit_peer(present->peer);
	return found ? next : NULL;
}

/* The driver has been entered. */
static int driver_probe(struct chip_driver *driver, struct chip *chip)
{
	const struct chip_bus_callbacks *callbacks = broker_callbacks(driver->peer, chip_bus);
	int ret = -ENODEV;

	mutex_lock(&driver->lock);
	if (!driver->released) {
		memset(chip->state, 0, sizeof(chip->state));
		ret = callbacks->probe(driver->peer->link, chip, chip->state);
		if (!ret)
			WRITE_ONCE(chip->driver, driver);
		else if (ret != -ENODEV)
			pr_err("%s: probe of socket %td failed with %d\n", callbacks->name(),
			       chip - chips, ret);
	}
	mutex_unlock(&driver->lock);
	return ret;
}

/* Offers the chip to one driver after the other, until one takes it. */
static void chip_offer(struct chip *chip)
{
	struct chip_driver *driver = NULL;

	lockdep_assert_held(&chip->lock);
	if (!chip->plugged || chip->driver)
		return;
	while ((driver = driver_next(driver))) {
		if (driver_probe(driver, chip))
			continue;
		broker_exit_peer(driver->peer);
		return;
	}
}

/* The last call of the driver for this chip, if the driver can still be called. */
static void chip_remove(struct chip *chip)
{
	struct chip_driver *driver = chip->driver;

	lockdep_assert_held(&chip->lock);
	if (!driver)
		return;
	if (broker_enter_peer(driver->peer, driver)) {
		if (broker_has(broker_callbacks(driver->peer, chip_bus), remove))
			broker_callbacks(driver->peer, chip_bus)->remove(driver->peer->link, chip,
									 chip->state);
		broker_exit_peer(driver->peer);
	}
	WRITE_ONCE(chip->driver, NULL);
}

/*
 * Offers the chips of a driver to other drivers. The driver takes no more chips, so those
 * that it does not have are skipped without their mutex, which a call of another driver may
 * hold for long.
 */
static void chips_pass_on(struct chip_driver *driver)
{
	struct chip *chip;

	for (chip = chips; chip < chips + SOCKETS; chip++) {
		if (READ_ONCE(chip->driver) != driver)
			continue;
		mutex_lock(&chip->lock);
		if (chip->driver == driver) {
			chip_remove(chip);
			chip_offer(chip);
		}
		mutex_unlock(&chip->lock);
	}
}

static u16 bus_read(const struct chip *chip, u32 number)
{
	return number < CHIP_REGISTERS ? chip->registers[number] : 0xffff;
}

static void bus_write(struct chip *chip, u32 number, u16 value)
{
	if (number < CHIP_REGISTERS)
		chip->registers[number] = value;
}

static void bus_release(struct chip_driver *driver)
{
	mutex_lock(&driver->lock);
	driver->released = true;
	mutex_unlock(&driver->lock);
	chips_pass_on(driver);
}

static const struct chip_bus_ops bus_ops = {
	.read = bus_read,
	.write = bus_write,
	.release = bus_release,
};

static int bus_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct chip_driver *driver = kzalloc(sizeof(*driver), GFP_KERNEL);

	if (!driver)
		return -ENOMEM;
	mutex_init(&driver->lock);
	driver->peer = peer;
	peer->priv = driver;
	spin_lock(&drivers_lock);
	list_add_tail_rcu(&driver->node, &drivers);
	spin_unlock(&drivers_lock);
	return 0;
}

/*
 * Offer the chips without a driver. A chip that has a driver is also offered to this one
 * once its driver releases it.
 */
static void bus_ready(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct chip *chip;

	for (chip = chips; chip < chips + SOCKETS; chip++) {
		if (READ_ONCE(chip->driver))
			continue;
		mutex_lock(&chip->lock);
		chip_offer(chip);
		mutex_unlock(&chip->lock);
	}
}

/* Takes the chips from a driver that has not released them. */
static void bus_detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	struct chip_driver *driver = peer->priv;

	spin_lock(&drivers_lock);
	list_del_rcu(&driver->node);
	spin_unlock(&drivers_lock);
	chips_pass_on(driver);
	kfree_rcu(driver, rcu);
}

DEFINE_BROKER_PROVIDER(bus_provider, chip_bus, &bus_ops, .priority = BUS_PRIORITY,
		       .attach = bus_attach, .ready = bus_ready, .detach = bus_detach);

/* Prints the driver's name and its measurement. Returns the length of the text. */
static int measurement_show(char *buf, int at, struct chip *chip)
{
	struct chip_driver *driver = chip->driver;
	const struct chip_bus_callbacks *callbacks;
	int start = at, ret;
	s64 value;

	if (!driver || !broker_enter_peer(driver->peer, driver))
		return sysfs_emit_at(buf, at, " -");
	callbacks = broker_callbacks(driver->peer, chip_bus);
	at += sysfs_emit_at(buf, at, " %s", callbacks->name());
	ret = callbacks->measure(driver->peer->link, chip, chip->state, &value);
	if (ret)
		at += sysfs_emit_at(buf, at, " error %d", ret);
	else
		at += sysfs_emit_at(buf, at, " %lld", value);
	broker_exit_peer(driver->peer);
	return at - start;
}

static ssize_t sockets_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct chip *chip;
	int at = 0;

	for (chip = chips; chip < chips + SOCKETS; chip++) {
		mutex_lock(&chip->lock);
		if (chip->plugged) {
			at += sysfs_emit_at(buf, at, "%td %#06x", chip - chips, bus_read(chip, 0));
			at += measurement_show(buf, at, chip);
			at += sysfs_emit_at(buf, at, "\n");
		}
		mutex_unlock(&chip->lock);
	}
	return at;
}

static int chip_plug(struct chip *chip, const u16 *registers, unsigned int count)
{
	int ret = -EBUSY;

	mutex_lock(&chip->lock);
	if (!chip->plugged) {
		memset(chip->registers, 0, sizeof(chip->registers));
		memcpy(chip->registers, registers, count * sizeof(*registers));
		chip->plugged = true;
		chip_offer(chip);
		ret = 0;
	}
	mutex_unlock(&chip->lock);
	return ret;
}

static int chip_unplug(struct chip *chip)
{
	int ret = -ENODEV;

	mutex_lock(&chip->lock);
	if (chip->plugged) {
		chip_remove(chip);
		chip->plugged = false;
		ret = 0;
	}
	mutex_unlock(&chip->lock);
	return ret;
}

/* Reads numbers separated by blanks. Returns their count or an errno. */
static int numbers_of(char *text, u16 *numbers, unsigned int max)
{
	unsigned int count = 0;
	char *word;

	while ((word = strsep(&text, "\n "))) {
		int ret;

		if (!*word)
			continue;
		if (count == max)
			return -E2BIG;
		ret = kstrtou16(word, 0, &numbers[count++]);
		if (ret)
			return ret;
	}
	return count;
}

/* "SOCKET REGISTER..." plugs a chip, "SOCKET" unplugs it. */
static ssize_t sockets_store(struct device *dev, struct device_attribute *attr, const char *buf,
			     size_t size)
{
	u16 numbers[1 + CHIP_REGISTERS];
	struct chip *chip;
	char *text;
	int ret;

	text = kstrdup(buf, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	ret = numbers_of(text, numbers, ARRAY_SIZE(numbers));
	kfree(text);
	if (ret < 0)
		return ret;
	if (!ret || numbers[0] >= SOCKETS)
		return -EINVAL;
	chip = &chips[numbers[0]];
	ret = ret > 1 ? chip_plug(chip, numbers + 1, ret - 1) : chip_unplug(chip);
	return ret ?: size;
}
static DEVICE_ATTR_RW(sockets);

static int __init bus_init(void)
{
	struct chip *chip;
	int ret;

	for (chip = chips; chip < chips + SOCKETS; chip++)
		mutex_init(&chip->lock);
	bus = root_device_register(KBUILD_MODNAME);
	if (IS_ERR(bus))
		return PTR_ERR(bus);
	ret = broker_provider_register(&bus_provider);
	if (ret)
		goto err_device;
	ret = device_create_file(bus, &dev_attr_sockets);
	if (ret)
		goto err_provider;
	return 0;

err_provider:
	broker_provider_unregister(&bus_provider);
err_device:
	root_device_unregister(bus);
	return ret;
}
module_init(bus_init);

static void __exit bus_exit(void)
{
	struct chip *chip;

	device_remove_file(bus, &dev_attr_sockets);
	for (chip = chips; chip < chips + SOCKETS; chip++)
		chip_unplug(chip);
	broker_provider_unregister(&bus_provider);
	root_device_unregister(bus);
}
module_exit(bus_exit);

MODULE_DESCRIPTION("A bus whose drivers are modules of others");
MODULE_LICENSE("GPL");
