// SPDX-License-Identifier: GPL-2.0-only
/*
 * Has tests/bench/modeset.h. With VENDOR_LINES it consumes the interface that "brokerctl describe"
 * has made from its table of functions.
 */
#include <linux/module.h>
#include "modeset.h"

#ifdef VENDOR_LINES
#include <linux/broker/consumer.h>
#include VENDOR_LINES

static int modeset_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return broker_ops(link, modeset_functions_interface)->grab(link->priv);
}

DEFINE_BROKER_CONSUMER(modeset, modeset_functions_interface, 0, .attach = modeset_attach);
module_broker_consumer(modeset);
#else
const struct modeset_functions *modeset_case(const struct modeset_config *config);

const struct modeset_functions *modeset_case(const struct modeset_config *config)
{
	return (const void *)config;
}
#endif

MODULE_DESCRIPTION("Has a large header");
MODULE_LICENSE("GPL");
