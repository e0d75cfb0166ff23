// SPDX-License-Identifier: GPL-2.0-only
/*
 * Load or unload a module with exactly one system call and print the name of
 * the errno. The usual tools check before they call, retry, and change the message,
 * so they do not show which errno the kernel returned.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* finit load FILE PARAMETERS, or finit unload NAME */
int main(int argc, char **argv)
{
	long ret;
	int fd;

	if (argc == 4 && !strcmp(argv[1], "load")) {
		fd = open(argv[2], O_RDONLY | O_CLOEXEC);
		if (fd < 0) {
			perror(argv[2]);
			return 2;
		}
		ret = syscall(SYS_finit_module, fd, argv[3], 0);
	} else if (argc == 3 && !strcmp(argv[1], "unload")) {
		ret = syscall(SYS_delete_module, argv[2], O_NONBLOCK);
	} else {
		fputs("usage: finit load FILE PARAMETERS | finit unload NAME\n", stderr);
		return 2;
	}

	puts(ret ? strerrorname_np(errno) : "OK");
	return 0;
}
