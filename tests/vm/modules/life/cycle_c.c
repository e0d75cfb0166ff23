// SPDX-License-Identifier: GPL-2.0-only
/* Provides pulse_c, and depends on cycle_a by symbol. */
#include "pulse.h"

DEFINE_PULSE(pulse_c);
#define PROVIDER &pulse_c_provider
#include "cycle.h"

int cycle_a_symbol(void);

static int (*const cycle_c_link)(void) __used = cycle_a_symbol;
