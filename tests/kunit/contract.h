/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Contracts written by hand: those that BROKER_INTERFACE() would not generate, and
 * several versions of one interface in one file.
 */
#ifndef _TESTS_KUNIT_CONTRACT_H
#define _TESTS_KUNIT_CONTRACT_H

#include <linux/broker/contract.h>

/*
 * Rows are separated by "\0"; the last one's is implicit. The list of
 * structs, at most seven, ends with a NULL. For file scope, where
 * the list is a constant.
 */
#define CONTRACT(_rows, ...)						\
	{								\
		.size = sizeof(struct broker_contract),			\
		.text_size = sizeof(_rows),				\
		.text = (_rows),					\
		.structs = (const struct broker_contract *const [8]){ __VA_ARGS__ }, \
	}

#endif
