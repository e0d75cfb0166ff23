// SPDX-License-Identifier: GPL-2.0-only
/* A correct consumer that is called back. */
#include "two_way_user.h"
