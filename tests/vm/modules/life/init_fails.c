// SPDX-License-Identifier: GPL-2.0-only
/* Registers a provider, and then its init fails. */
#include "pulse.h"

DEFINE_PULSE(pulse);

static int __init init_fails_init(void)
{
	return broker_provider_register(&pulse_provider) ?: -EIO;
}
module_init(init_fails_init);
