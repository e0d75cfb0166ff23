// SPDX-License-Identifier: GPL-2.0-only
/* Serves one module. */
#define SHAPE_POLICY .consumers = (const char *const []){ "shape_user_1_1", NULL }
#include "provider.h"
