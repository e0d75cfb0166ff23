// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two modules take turns: one is loaded, then the other unloaded, at a fixed interval.
 * All in one process, because starting a process takes longer in emulation
 * than both system calls. Prints how often it was done.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what, const char *file)
{
	printf("%s %s: %s\n", what, file, strerrorname_np(errno));
	exit(1);
}

static void load(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || syscall(SYS_finit_module, fd, "", 0))
		die("load", file);
	close(fd);
}

static void unload(const char *file)
{
	const char *base = strrchr(file, '/');
	char *name = strdup(base ? base + 1 : file);

	name[strcspn(name, ".")] = '\0';
	if (syscall(SYS_delete_module, name, O_NONBLOCK))
		die("unload", file);
	free(name);
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* swap MILLISECONDS SECONDS LOADED.ko OTHER.ko: the loaded module is also loaded at the end. */
int main(int argc, char **argv)
{
	long long due = now_ms(), end;
	long swaps = 0, period;

	if (argc != 5) {
		fputs("usage: swap MILLISECONDS SECONDS LOADED.ko OTHER.ko\n", stderr);
		return 2;
	}
	period = atol(argv[1]);
	end = due + atol(argv[2]) * 1000LL;
	while (now_ms() < end || swaps % 2) {
		long long left;

		load(argv[4 - swaps % 2]);
		unload(argv[3 + swaps % 2]);
		swaps++;
		due += period;
		left = due - now_ms();
		if (left > 0)
			usleep(left * 1000);
	}
	printf("%ld\n", swaps);
	return 0;
}
