// SPDX-License-Identifier: GPL-2.0-only
/* A consumer of the other interface of the same module. */
#include "fate_user.h"

DEFINE_BROKER_CONSUMER(user, fate_more, 0, FATE_HOOKS);
