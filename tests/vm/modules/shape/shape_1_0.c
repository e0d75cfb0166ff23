// SPDX-License-Identifier: GPL-2.0-only
/* The version that the consumers were written for. */
#include "provider.h"
