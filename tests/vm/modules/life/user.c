// SPDX-License-Identifier: GPL-2.0-only
/* A correct consumer. */
#include "user.h"
