// SPDX-License-Identifier: GPL-2.0-only
/* Provides pulse_a, and a symbol that cycle_c depends on. */
#include "pulse.h"

DEFINE_PULSE(pulse_a);
#define PROVIDER &pulse_a_provider
#include "cycle.h"

int cycle_a_symbol(void);
int cycle_a_symbol(void)
{
	return 1;
}
EXPORT_SYMBOL_GPL(cycle_a_symbol);
