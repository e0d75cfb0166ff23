// SPDX-License-Identifier: GPL-2.0-only
/* Finds the broker's exports at run time. */
#include "pin.h"
