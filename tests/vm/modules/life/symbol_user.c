// SPDX-License-Identifier: GPL-2.0-only
/* Also depends on its provider by symbol. */
#include "user.h"

int steady_symbol(void);

static int (*const symbol_user_link)(void) __used = steady_symbol;
