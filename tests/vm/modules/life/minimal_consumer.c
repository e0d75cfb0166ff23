// SPDX-License-Identifier: GPL-2.0-only
/* A minimal revocable consumer: tests/objects.sh checks its imports. */
#include "pulse.h"

DEFINE_BROKER_CONSUMER(consumer, pulse, 0);
module_broker_consumer(consumer);

int beat(void);
int beat(void)
{
	struct broker_link *link = broker_enter(&consumer);
	int ret = -ENODEV;

	if (link) {
		ret = broker_ops(link, pulse)->beat();
		broker_exit(link);
	}
	return ret;
}
