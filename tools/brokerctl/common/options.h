/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The options of a command, and its message if they or the arguments are wrong.
 */
#ifndef _BROKERCTL_OPTIONS_H
#define _BROKERCTL_OPTIONS_H

#include <stdbool.h>
#include <linux/compiler.h>

/**
 * struct given - the part of the command line that main() understands
 * @command: name of the command
 * @usage: its arguments
 * @kernel: the kernel, or NULL
 * @root: where files are looked for; "" if none was given
 * @installed: see brokerctl(8), also for the other members
 * @all: see there
 * @types: see there
 * @timestamp: see there
 * @dot: see there
 * @tree: see there
 */
struct given {
	const char *command;
	const char *usage;
	const char *kernel;
	const char *root;
	bool installed;
	bool all;
	bool types;
	bool timestamp;
	bool dot;
	bool tree;
};

extern struct given given;

int wrong_usage(const char *format, ...) __printf(1, 2);

#endif
