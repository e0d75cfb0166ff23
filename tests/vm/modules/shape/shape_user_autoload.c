// SPDX-License-Identifier: GPL-2.0-only
/* Has its provider loaded. */
#define SHAPE_REQUEST .flags = BROKER_AUTOLOAD
#include "consumer.h"
