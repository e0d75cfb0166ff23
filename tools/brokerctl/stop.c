// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waiting, by commands that run until they are told to stop: the signals that
 * say so are read like everything else, so that none comes at a bad time.
 */
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>

#include "netlink.h"

/* From the first call on, the signals come here. */
static int signals(void)
{
	static int fd = -1;
	sigset_t set;

	if (fd >= 0)
		return fd;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_CLOEXEC);
	return fd;
}

/**
 * wait_readable() - wait until there is something to read
 * @fd: where; -1: only for the time to go by
 * @milliseconds: how long; -1: for ever
 *
 * Return: what happened.
 */
enum wait_result wait_readable(int fd, int milliseconds)
{
	struct pollfd fds[] = {
		{ .fd = signals(), .events = POLLIN },
		{ .fd = fd, .events = POLLIN },
	};
	int ret;

	if (fds[0].fd < 0)
		return WAIT_FAILED;
	ret = poll(fds, 2, milliseconds);
	if (ret < 0)
		return WAIT_FAILED;
	if (fds[0].revents)
		return WAIT_STOPPED;
	return ret ? WAIT_READABLE : WAIT_TIMED_OUT;
}
