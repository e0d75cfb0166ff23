// SPDX-License-Identifier: GPL-2.0-only
/*
 * Has a header of Debian's lttng-modules-dkms, a tracer. With VENDOR_LINES it consumes the
 * interface that "brokerctl describe" has made from the table of functions of a channel.
 */
#include <linux/module.h>
#include <lttng/events.h>

#ifdef VENDOR_LINES
#include <linux/broker/consumer.h>
#include VENDOR_LINES

static int lttng_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return broker_ops(link, lttng_kernel_channel_buffer_interface)->event_reserve(link->priv);
}

DEFINE_BROKER_CONSUMER(lttng, lttng_kernel_channel_buffer_interface, 0,
		       .attach = lttng_attach);
module_broker_consumer(lttng);
#else
const struct lttng_kernel_channel_buffer_ops *
lttng_case(const struct lttng_kernel_channel_buffer *channel);

const struct lttng_kernel_channel_buffer_ops *
lttng_case(const struct lttng_kernel_channel_buffer *channel)
{
	return channel->ops;
}
#endif

MODULE_DESCRIPTION("Has a header of lttng");
MODULE_LICENSE("GPL");
