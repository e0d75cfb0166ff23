// SPDX-License-Identifier: GPL-2.0-only
/* Registers its provider and then, after mutual_b had time to do the same, gets mutual_b's. */
#include <linux/delay.h>

#include "pulse.h"

DEFINE_PULSE(pulse_a);

static int __init mutual_a_init(void)
{
	const struct pulse_b_ops *other;
	struct broker_handle *handle;
	int ret;

	ret = broker_provider_register(&pulse_a_provider);
	if (ret)
		return ret;
	msleep(2 * MSEC_PER_SEC);
	handle = broker_get(pulse_b, 0, &other);
	ret = PTR_ERR_OR_ZERO(handle);
	if (ret) {
		msleep(2 * MSEC_PER_SEC);	/* mutual_b must find this provider pending */
		broker_provider_unregister(&pulse_a_provider);
	}
	return ret;
}
module_init(mutual_a_init);
