// SPDX-License-Identifier: GPL-2.0-only
/* A minimal pinned consumer: tests/objects.sh checks its imports. */
#include "pulse.h"

static const struct pulse_ops *pulse;
static struct broker_handle *handle;

static int __init minimal_pin_init(void)
{
	handle = broker_get(pulse, 0, &pulse);
	return IS_ERR(handle) ? PTR_ERR(handle) : pulse->beat() - 1;
}
module_init(minimal_pin_init);

static void __exit minimal_pin_exit(void)
{
	broker_put(handle);
}
module_exit(minimal_pin_exit);
