// SPDX-License-Identifier: GPL-2.0-only
/* The first provider. */
#include "provider.h"
