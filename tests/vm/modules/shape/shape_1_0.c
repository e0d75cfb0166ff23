// SPDX-License-Identifier: GPL-2.0-only
/* What the consumers were written for. */
#include "provider.h"
