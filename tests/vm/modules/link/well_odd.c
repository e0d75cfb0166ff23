// SPDX-License-Identifier: GPL-2.0-only
/* Another provider that the consumers do not agree with. */
#include "well_other.c"
