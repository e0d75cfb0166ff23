// SPDX-License-Identifier: GPL-2.0-only
/* A minimal provider: tests/objects.sh checks its imports. */
#include "pulse.h"

DEFINE_PULSE(pulse);
module_broker_provider(pulse_provider);
