/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines that a client can cause as often as it likes.
 */
#ifndef _BROKER_OBJECTS_WARN_H
#define _BROKER_OBJECTS_WARN_H

void broker_warn_limited(const char *fmt, ...) __printf(1, 2);

#endif
