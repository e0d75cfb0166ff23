// SPDX-License-Identifier: GPL-2.0-only
/* A correct provider. */
#include "pulse.h"

DEFINE_PULSE(pulse);
module_broker_provider(pulse_provider);

/* For a consumer that also depends on this module by symbol. */
int steady_symbol(void);
int steady_symbol(void)
{
	return 1;
}
EXPORT_SYMBOL_GPL(steady_symbol);
