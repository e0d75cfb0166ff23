// SPDX-License-Identifier: GPL-2.0-only
/*
 * Has a header that was not written for the broker. With VENDOR_LINES it consumes the interface
 * that "brokerctl describe" has made from that header's table of functions.
 */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/net/intel/i40e_client.h>

#ifdef VENDOR_LINES
#include <linux/broker/consumer.h>
#include VENDOR_LINES

static int vendor_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return broker_ops(link, i40e_ops_interface)->virtchnl_send(link->priv, NULL, 0, NULL, 0);
}

DEFINE_BROKER_CONSUMER(vendor, i40e_ops_interface, 0, .attach = vendor_attach);
module_broker_consumer(vendor);
#else
const struct i40e_ops *vendor_ops(const struct i40e_info *info);

const struct i40e_ops *vendor_ops(const struct i40e_info *info)
{
	return info->ops;
}
#endif

MODULE_DESCRIPTION("Has a vendor's header");
MODULE_LICENSE("GPL");
