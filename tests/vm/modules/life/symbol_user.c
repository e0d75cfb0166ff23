// SPDX-License-Identifier: GPL-2.0-only
/* Depends on its provider by symbol, too. */
#include "user.h"

int steady_symbol(void);

static int (*const symbol_user_link)(void) __used = steady_symbol;
