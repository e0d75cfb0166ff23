// SPDX-License-Identifier: GPL-2.0-only
/*
 * Has the header of Debian's dahdi-dkms, drivers of telephony cards. With VENDOR_LINES it
 * consumes the interface that "brokerctl describe" has made from its table of functions.
 */
#include <linux/module.h>
#include <dahdi/kernel.h>

#ifdef VENDOR_LINES
#include <linux/broker/consumer.h>
#include VENDOR_LINES

static int dahdi_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return broker_ops(link, dahdi_span_ops_interface)->startup(NULL, link->priv);
}

DEFINE_BROKER_CONSUMER(dahdi, dahdi_span_ops_interface, 0, .attach = dahdi_attach);
module_broker_consumer(dahdi);
#else
const struct dahdi_span_ops *dahdi_case(const struct dahdi_span *span);

const struct dahdi_span_ops *dahdi_case(const struct dahdi_span *span)
{
	return span->ops;
}
#endif

MODULE_DESCRIPTION("Has the header of dahdi");
MODULE_LICENSE("GPL");
