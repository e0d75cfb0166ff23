// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write a word to a file again and again, and each time make another memory
 * allocation fail: the first, the second, until a write needs no
 * more. Every failure must be reported as ENOMEM. Needs a kernel with fault
 * injection; /proc/self/fail-nth is described in its fault-injection.rst.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST	1000

static int fail_nth(int fd, int n)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", n);
	return pwrite(fd, text, strlen(text), 0) < 0 ? -1 : 0;
}

/* 1 if the requested failure has happened. */
static int failed(int fd)
{
	char text[16] = "";

	return pread(fd, text, sizeof(text) - 1, 0) > 0 && atoi(text) == 0;
}

int main(int argc, char **argv)
{
	int nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	int file = argc == 3 ? open(argv[1], O_WRONLY | O_CLOEXEC) : -1;
	int n;

	if (nth < 0 || file < 0) {
		fputs("usage: failnth FILE WORD; needs fault injection\n", stderr);
		return 2;
	}
	for (n = 1; n < MOST; n++) {
		int error, injected;

		if (fail_nth(nth, n)) {
			perror("fail-nth");
			return 2;
		}
		error = pwrite(file, argv[2], strlen(argv[2]), 0) < 0 ? errno : 0;
		injected = failed(nth);
		fail_nth(nth, 0);
		if (!injected) {
			printf("%d allocations, %s\n", n - 1,
			       error ? strerrorname_np(error) : "OK");
			return error || n == 1;
		}
		if (error && error != ENOMEM) {
			printf("allocation %d: %s\n", n, strerrorname_np(error));
			return 1;
		}
		if (!error)
			printf("allocation %d: it does without\n", n);
	}
	puts("it never ends");
	return 1;
}
