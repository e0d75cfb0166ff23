// SPDX-License-Identifier: GPL-2.0-only
/* The first consumer. */
#include "consumer.h"
