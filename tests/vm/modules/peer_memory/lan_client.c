// SPDX-License-Identifier: GPL-2.0-only
/* The client. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "lan.h"

static int closed;
module_param(closed, int, 0444);
MODULE_PARM_DESC(closed, "Calls of close");

static struct broker_consumer client;

/* As from any other place, by the guard. */
static int client_open(struct lan_info *info)
{
	struct broker_link *link = broker_enter(&client);
	int ret = -ENODEV;

	if (!link)
		return ret;
	if (broker_provider_of(link) == info)
		ret = broker_ops(link, lan)->setup_qvlist(info, 4);
	broker_exit(link);
	return ret;
}

static void client_close(struct lan_info *info)
{
	closed++;
}

static const struct lan_callbacks callbacks = {
	.open = client_open,
	.close = client_close,
};

static void client_stop(struct broker_consumer *consumer, struct broker_link *link)
{
	broker_ops(link, lan)->unregister(broker_provider_of(link));
}

DEFINE_BROKER_CONSUMER_TWO_WAY(client, lan, 0, &callbacks, .stop = client_stop);
module_broker_consumer(client);

MODULE_DESCRIPTION("Test: a client that calls while it is opened");
MODULE_LICENSE("GPL");
