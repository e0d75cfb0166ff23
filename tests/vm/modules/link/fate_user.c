// SPDX-License-Identifier: GPL-2.0-only
/* The consumer that is unloaded. */
#include "fate_user.h"

DEFINE_BROKER_CONSUMER(user, fate, 0, FATE_HOOKS);
