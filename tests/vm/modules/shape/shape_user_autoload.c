// SPDX-License-Identifier: GPL-2.0-only
/* Its provider is loaded on request. */
#define SHAPE_REQUEST .flags = BROKER_AUTOLOAD
#include "consumer.h"
