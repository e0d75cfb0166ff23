// SPDX-License-Identifier: GPL-2.0-only
/* A second provider, with the same priority. */
#include "provider.h"
