/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _GIVER_H
#define _GIVER_H

int giver_number(void);

#endif
