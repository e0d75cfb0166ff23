// SPDX-License-Identifier: GPL-2.0-only
/* A provider as it should be. */
#include "pulse.h"

DEFINE_PULSE(pulse);
module_broker_provider(pulse_provider);

/* For a consumer that depends on us by symbol, too. */
int steady_symbol(void);
int steady_symbol(void)
{
	return 1;
}
EXPORT_SYMBOL_GPL(steady_symbol);
