// SPDX-License-Identifier: GPL-2.0-only
/* A consumer of one port, whose name is a parameter. */
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "ports.h"

static char port[48] = "p1";
module_param_string(port, port, sizeof(port), 0444);
MODULE_PARM_DESC(port, "Which port");

static int attached, detached, called;
module_param(attached, int, 0444);
MODULE_PARM_DESC(attached, "Calls of attach");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");
module_param(called, int, 0444);
MODULE_PARM_DESC(called, "Calls that were answered");

static void heard(struct upper *unused, const char *name)
{
}

static const struct ports_callbacks callbacks = { .heard = heard };

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	attached++;
	return 0;
}

static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	detached++;
}

DEFINE_BROKER_CONSUMER_TWO_WAY(named, ports, 0, &callbacks, .instance = port,
			       .attach = attach, .detach = detach);

static int call_set(const char *value, const struct kernel_param *param)
{
	struct broker_link *link = broker_enter(&named);
	bool answered;

	if (!link)
		return -ENODEV;
	answered = broker_ops(link, ports)->is_named(broker_provider_of(link), port);
	broker_exit(link);
	called += answered;
	return answered ? 0 : -EIO;
}

static const struct kernel_param_ops call_ops = { .set = call_set };
module_param_cb(call, &call_ops, NULL, 0200);
MODULE_PARM_DESC(call, "Call the port");

module_broker_consumer(named);

MODULE_DESCRIPTION("Test: a consumer of one port");
MODULE_LICENSE("GPL");
