// SPDX-License-Identifier: GPL-2.0-only
/*
 * Has the header of Debian's ddcci-dkms, a bus for the controls of monitors. With
 * VENDOR_LINES that bus is an interface, to which drivers are passed.
 */
#include <linux/module.h>
#include <linux/ddcci.h>

#ifdef VENDOR_LINES
#include <linux/broker/consumer.h>
#include VENDOR_LINES

#define DDCCI_BUS_OPS(OP)						\
	OP(0, sleep, int, add_driver, (struct ddcci_driver *driver))	\
	OP(0, sleep, void, del_driver, (struct ddcci_driver *driver))	\
	OP(0, sleep, int, write, (struct ddcci_device *device, bool p_flag, \
				  unsigned char *data, unsigned char length))
BROKER_INTERFACE(ddcci_bus, 1, DDCCI_BUS_OPS, ddcci_device, ddcci_device_id, ddcci_driver);

static struct ddcci_driver driver = {
	.driver.name = "ddcci_case",
};

static int ddcci_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return broker_ops(link, ddcci_bus)->add_driver(&driver);
}

DEFINE_BROKER_CONSUMER(ddcci, ddcci_bus, 0, .attach = ddcci_attach);
module_broker_consumer(ddcci);
#else
const struct ddcci_driver *ddcci_case(const struct ddcci_device *device);

const struct ddcci_driver *ddcci_case(const struct ddcci_device *device)
{
	return to_ddcci_driver(device->dev.driver);
}
#endif

MODULE_DESCRIPTION("Has the header of ddcci");
MODULE_LICENSE("GPL");
