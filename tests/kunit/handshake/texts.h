/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Contracts for the suites, and areas for their texts: at the end of
 * a page that nothing follows, so that reading past them is an oops.
 */
#ifndef _TESTS_KUNIT_TEXTS_H
#define _TESTS_KUNIT_TEXTS_H

#include <kunit/test.h>

#include "contract.h"
#include "handshake/handshake.h"

extern struct kunit_suite contract_suite, handshake_suite;

#define HEAD	"broker_interface=ring 1\0"
#define OPEN	"broker_op=0 sleep: int open(u32 id)\0"
#define CLOSE	"broker_op=0 sleep: void close(u32 id)\0"
#define SUBMIT	"broker_op=1 atomic: int submit(u32 id, u64 at)\0"
#define IDLE	"broker_op=2 atomic | optional: bool idle(u32 id)\0"
#define RING_1_0	HEAD OPEN CLOSE "broker_abi=ij vj "
#define RING_1_1	HEAD OPEN CLOSE SUBMIT "broker_abi=ij vj ijy "
#define RING_1_2	HEAD OPEN CLOSE SUBMIT IDLE "broker_abi=ij vj ijy bj "

#define FORTY_LETTERS	"abcdefghijabcdefghijabcdefghijabcdefghij"

#define HEAD_AND_ROWS(_head)	CONTRACT(_head OPEN "broker_abi=ij ")
#define NAMED(_head)	HEAD_AND_ROWS("broker_interface=" _head "\0")

/* Two structs, and forbidden and permitted changes of them. */
extern const struct broker_contract sealed, sealed_wide, sealed_since_1, growing_mode;
extern const struct broker_contract desc_0, desc_1, desc_1_inside, desc_1_letter, desc_3;

/* For each suite's init: makes an area for each of the two sides of a handshake. */
int texts_init(struct kunit *test);

/* The contract with the first bytes of its text at the end of an area. */
struct broker_contract cut(struct kunit *test, int side, const struct broker_contract *contract,
			   unsigned int bytes);
struct broker_contract at_end(struct kunit *test, int side,
			      const struct broker_contract *contract);

/* @bytes at the end of an area */
char *area_end(struct kunit *test, int side, unsigned int bytes);

#endif
