// SPDX-License-Identifier: GPL-2.0-only
/* A consumer of 1.0. */
#include "consumer.h"
