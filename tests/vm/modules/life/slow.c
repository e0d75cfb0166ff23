// SPDX-License-Identifier: GPL-2.0-only
/* A provider whose init continues after it has registered. */
#include <linux/delay.h>

#include "pulse.h"

static unsigned int seconds = 2;
module_param(seconds, uint, 0444);
MODULE_PARM_DESC(seconds, "How long init takes");

DEFINE_PULSE(pulse);

static int __init slow_init(void)
{
	int ret = broker_provider_register(&pulse_provider);

	if (!ret)
		msleep(seconds * MSEC_PER_SEC);
	return ret;
}
module_init(slow_init);

static void __exit slow_exit(void)
{
	broker_provider_unregister(&pulse_provider);
}
module_exit(slow_exit);
