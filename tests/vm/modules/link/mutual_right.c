// SPDX-License-Identifier: GPL-2.0-only
/* Provides right_side, consumes left_side. */
#define OWN_NUMBER 2
#define OWN_OPS right_side_ops
#include "mutual.h"

MUTUAL(right_side, left_side);
