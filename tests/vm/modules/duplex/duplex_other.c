// SPDX-License-Identifier: GPL-2.0-only
/* Another one beside the first. */
#include "consumer.h"
