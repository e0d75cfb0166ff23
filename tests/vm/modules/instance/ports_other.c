// SPDX-License-Identifier: GPL-2.0-only
#define PORTS_ANSWER	int
#include "provider.h"

MODULE_DESCRIPTION("Test: ports of another contract");
