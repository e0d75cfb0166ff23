// SPDX-License-Identifier: GPL-2.0-only
#include "provider.h"

MODULE_DESCRIPTION("Test: ports that are plugged and unplugged");
