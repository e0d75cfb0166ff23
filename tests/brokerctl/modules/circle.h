/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CIRCLE_H
#define _CIRCLE_H

int circle_left(int depth);
int circle_right(int depth);

#endif
