// SPDX-License-Identifier: GPL-2.0-only
/* A consumer as it should be, that is called back. */
#include "two_way_user.h"
