// SPDX-License-Identifier: GPL-2.0-only
/* Consumes its own provider. */
#define OWN_NUMBER 1
#define OWN_OPS left_side_ops
#include "mutual.h"

MUTUAL(left_side, left_side);
