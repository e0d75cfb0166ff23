// SPDX-License-Identifier: GPL-2.0-only
/* The least a provider can be: tests/objects.sh lists what it imports. */
#include "pulse.h"

DEFINE_PULSE(pulse);
module_broker_provider(pulse_provider);
