// SPDX-License-Identifier: GPL-2.0-only
/* Its exit does not unregister the provider that its init registered. */
#include "pulse.h"

DEFINE_PULSE(pulse);

static int __init forgetful_init(void)
{
	return broker_provider_register(&pulse_provider);
}
module_init(forgetful_init);

static void __exit forgetful_exit(void)
{
}
module_exit(forgetful_exit);
