/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines of the log.
 */
#ifndef _BROKER_OBJECTS_WARN_H
#define _BROKER_OBJECTS_WARN_H

/* Lines that a client can cause as often as it likes. */
void broker_warn_limited(const char *fmt, ...) __printf(1, 2);

/* After a noun that is counted. */
static inline const char *plural(unsigned long count)
{
	return count == 1 ? "" : "s";
}

#endif
