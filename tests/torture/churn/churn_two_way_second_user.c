// SPDX-License-Identifier: GPL-2.0-only
/* A second two-way consumer. */
#include "two_way_user.h"
