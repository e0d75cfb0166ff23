// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whole files in memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/bytes.h"

int because(char *why, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why, WHY_MAX, format, args);
	va_end(args);
	return -1;
}

static int too_large(char *why)
{
	return because(why, "is larger than %d MiB", SIZE_MAX_MB);
}

/* The file may grow or shrink, or report no size, as files in /proc do. */
static int read_all(int fd, struct bytes *bytes, char *why)
{
	size_t room = 0;
	ssize_t got;

	do {
		if (bytes->size == room) {
			unsigned char *more;

			room = room ? 2 * room : 65536;
			if (room > 2 * FILE_SIZE_MAX)
				return too_large(why);
			more = realloc(bytes->data, room);
			if (!more)
				return because(why, "cannot be read: %s", strerror(ENOMEM));
			bytes->data = more;
		}
		got = read(fd, bytes->data + bytes->size, room - bytes->size);
		if (got < 0)
			return because(why, "cannot be read: %s", strerror(errno));
		bytes->size += got;
	} while (got);
	/* read() was last called with room left. */
	bytes->data[bytes->size] = '\0';
	return bytes->size > FILE_SIZE_MAX ? too_large(why) : 0;
}

/**
 * file_read() - read a file
 * @path: path of the file
 * @bytes: filled, and followed by a NUL; the caller frees @bytes->data, also after a
 *	failure
 * @why: filled after a failure, to follow the file's name
 *
 * Return: 0, or -1.
 */
int file_read(const char *path, struct bytes *bytes, char *why)
{
	struct stat stat;
	int fd, ret;

	*bytes = (struct bytes){};
	/* Do not wait for a writer of a pipe. */
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return because(why, "cannot be read: %s", strerror(errno));
	if (fstat(fd, &stat) || !S_ISREG(stat.st_mode))
		ret = because(why, "is not a file");
	else
		ret = read_all(fd, bytes, why);
	close(fd);
	return ret;
}
