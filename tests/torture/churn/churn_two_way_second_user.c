// SPDX-License-Identifier: GPL-2.0-only
/* Another one beside it. */
#include "two_way_user.h"
