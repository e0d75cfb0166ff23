// SPDX-License-Identifier: GPL-2.0-only
/* A correct provider that calls back. */
#include "two_way_provider.h"
