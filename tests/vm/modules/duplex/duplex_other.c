// SPDX-License-Identifier: GPL-2.0-only
/* A second consumer. */
#include "consumer.h"
