/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Running brokerctl in the test, and checking its output.
 */
#ifndef _NETLINK_TEST_H
#define _NETLINK_TEST_H

#include <stdbool.h>

struct output {
	int code;
	char *out;
	char *err;
};

/* The folder of /sys and /lib/modules; "" for those of this machine. */
extern const char *root;
/* Another such folder, which netlink.sh has made. */
extern const char *machine;

int call(const char *command);
struct output run(const char *command);
void verdict(bool good, const char *name);
void show(const char *what, const char *text);
void expect(const char *command, int code, const char *out, const char *err);
void expect_has(const char *command, int code, const char *part);

/* Ended by NULL; the fake kernel is reset before each. */
extern void (*const ask_tests[])(void);
extern void (*const listen_tests[])(void);
extern void (*const damage_tests[])(void);

/* listen_test.c: some of the kernel's */
void events(void);

#endif
