/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines in the kernel log.
 */
#ifndef _BROKER_OBJECTS_WARN_H
#define _BROKER_OBJECTS_WARN_H

/* Prints a line that a client can cause as often as it likes. */
void broker_warn_limited(const char *fmt, ...) __printf(1, 2);

/* The ending of a noun that is counted. */
static inline const char *plural(unsigned long count)
{
	return count == 1 ? "" : "s";
}

#endif
