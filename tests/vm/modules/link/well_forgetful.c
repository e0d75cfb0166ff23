// SPDX-License-Identifier: GPL-2.0-only
/* A provider whose exit does not unregister it. */
#define WELL_FORGETFUL
#include "provider.h"
