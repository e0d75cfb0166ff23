/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a command was given before its arguments, and what it says if they are wrong.
 */
#ifndef _BROKERCTL_OPTIONS_H
#define _BROKERCTL_OPTIONS_H

#include <stdbool.h>
#include <linux/compiler.h>

/**
 * struct given - what the command line says, as far as main() understands it
 * @command: name of the command
 * @usage: its arguments
 * @kernel: or NULL
 * @root: where files are looked for; "" if there was none
 * @installed: see brokerctl(8), as of the others
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
