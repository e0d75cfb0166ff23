// SPDX-License-Identifier: GPL-2.0-only
/* A consumer as it should be. */
#include "user.h"
