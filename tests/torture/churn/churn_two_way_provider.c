// SPDX-License-Identifier: GPL-2.0-only
/* A provider as it should be, that calls back. */
#include "two_way_provider.h"
