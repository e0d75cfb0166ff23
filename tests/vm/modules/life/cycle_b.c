// SPDX-License-Identifier: GPL-2.0-only
/* Provides pulse_b. */
#include "pulse.h"

DEFINE_PULSE(pulse_b);
#define PROVIDER &pulse_b_provider
#include "cycle.h"
