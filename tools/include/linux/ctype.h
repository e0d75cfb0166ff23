/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _TOOLS_LINUX_CTYPE_H
#define _TOOLS_LINUX_CTYPE_H

#include <ctype.h>

#endif
