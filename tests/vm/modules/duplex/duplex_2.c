// SPDX-License-Identifier: GPL-2.0-only
/* A second one, as good. */
#include "provider.h"
