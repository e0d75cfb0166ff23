// SPDX-License-Identifier: GPL-2.0-only
#include "provider.h"

MODULE_DESCRIPTION("Test: other ports of the same names");
