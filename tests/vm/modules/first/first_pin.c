// SPDX-License-Identifier: GPL-2.0-only
/* Links the broker's exports. */
#include "pin.h"
