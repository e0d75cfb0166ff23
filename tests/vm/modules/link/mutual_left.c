// SPDX-License-Identifier: GPL-2.0-only
/* Provides left_side, consumes right_side. */
#define OWN_NUMBER 1
#define OWN_OPS left_side_ops
#include "mutual.h"

MUTUAL(left_side, right_side);
