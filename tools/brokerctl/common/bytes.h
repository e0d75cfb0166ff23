/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files in memory, and the reason why something could not be read.
 */
#ifndef _BROKERCTL_BYTES_H
#define _BROKERCTL_BYTES_H

#include <stddef.h>
#include <linux/compiler.h>

#define WHY_MAX		256	/* bytes of a reason, for complain() */

/* Fill @why. Return -1, so that a function can end with it. */
int because(char *why, const char *format, ...) __printf(2, 3);

/* No module is larger, and nothing takes more memory to decompress. */
#define SIZE_MAX_MB	256
#define FILE_SIZE_MAX	((size_t)SIZE_MAX_MB << 20)

struct bytes {
	unsigned char *data;
	size_t size;
};

int file_read(const char *path, struct bytes *bytes, char *why);

#endif
