/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Do two modules agree? Pure functions over text: no locks, no allocation,
 * nothing of the kernel but strings and CRC-32.
 */
#ifndef _BROKER_HANDSHAKE_H
#define _BROKER_HANDSHAKE_H

#include <linux/broker/contract.h>
#include <uapi/linux/broker.h>

#define BROKER_NAME_MAX		40	/* so that "broker:NAME-MAJOR" fits request_module() */
#define BROKER_TEXT_MAX		65536	/* bytes of one contract's text */
#define BROKER_OPS_MAX		1024	/* operations of an interface, fields of a struct */
#define BROKER_STRUCTS_MAX	64	/* as many as BROKER_INTERFACE() takes */
#define BROKER_LINE_MAX		1024	/* bytes of a refusal in words */
#define BROKER_WHICH_MAX	96	/* bytes of "NAME/INSTANCE MAJOR" */

/* The texts of refusals that are not from the handshake, here and in tools. */
#define BROKER_SAYS_NO_PROVIDER	"no provider"
#define BROKER_SAYS_NO_PINS	"it may be unplugged, and is not to be pinned"
#define BROKER_SAYS_ATTACHES	"it attaches each consumer, and is not to be pinned"
#define BROKER_SAYS_TWO_WAY	"the interface has callbacks, it cannot be pinned"
#define BROKER_SAYS_CYCLE	"it depends on the consumer, neither could ever be unloaded"
#define BROKER_SAYS_UNSIGNED	"the consumer has no valid signature (%s)"
#define BROKER_SAYS_ASKS_SIGNED	"the provider asks for one"
#define BROKER_SAYS_NOT_LISTED	"the consumer is not in the provider's list"

/**
 * struct broker_reason - why the verdict is what it is
 * @verdict: the verdict
 * @what: what is wrong, or which row differs: ``op 2 'write'``
 * @have: what the provider has there; empty if there is nothing to show
 * @want: what the consumer wants there
 */
struct broker_reason {
	enum broker_verdict verdict;
	char what[128];
	char have[256];
	char want[256];
};

/**
 * struct broker_identity - which interface a contract describes
 * @name: its name, not terminated
 * @name_len: bytes at @name
 * @major: its major
 * @minor: the newest minor of its rows, of its structs' rows and of its callbacks' rows
 * @ops: number of its operations
 * @callbacks: number of its callbacks; 0 if it is one-way
 */
struct broker_identity {
	const char *name;
	unsigned int name_len;
	unsigned int major;
	unsigned int minor;
	unsigned int ops;
	unsigned int callbacks;
};

/**
 * struct broker_op - one operation or callback of a contract
 * @what: what it is: "op" or "callback"
 * @name: its name, not terminated
 * @name_len: bytes at @name
 * @optional: it may be NULL in a table
 */
struct broker_op {
	const char *what;
	const char *name;
	unsigned int name_len;
	bool optional;
};

/* The callbacks of an interface, or NULL: a contract of 1.0 has no such member. */
static inline const struct broker_contract *
broker_contract_callbacks(const struct broker_contract *contract)
{
	return contract->size >= offsetofend(struct broker_contract, callbacks) ?
	       contract->callbacks : NULL;
}

enum broker_verdict broker_reason(struct broker_reason *reason, enum broker_verdict verdict,
				  const char *have, const char *want, const char *fmt, ...)
	__printf(5, 6);

enum broker_verdict broker_contract_check(const struct broker_contract *contract,
					  struct broker_reason *reason);
bool broker_contract_name(const struct broker_contract *contract, struct broker_identity *id);
bool broker_contract_same(const struct broker_contract *a, const struct broker_contract *b);
void broker_contract_identify(const struct broker_contract *contract, struct broker_identity *id);
void broker_contract_op(const struct broker_contract *contract, unsigned int index,
			struct broker_op *op);
u32 broker_contract_fingerprint(const struct broker_contract *contract);
enum broker_verdict broker_handshake(const struct broker_contract *provider,
				     const struct broker_contract *consumer,
				     unsigned int min_minor, struct broker_reason *reason);
enum broker_verdict broker_handshake_consumer(const struct broker_contract *consumer,
					      unsigned int min_minor,
					      struct broker_reason *reason);

/* verdict.c */
int broker_verdict_errno(enum broker_verdict verdict);
const char *broker_which(char *which, const struct broker_identity *id, const char *instance);
void broker_refusal_line(char *line, const char *consumer, const char *provider,
			 const struct broker_identity *id, const char *instance,
			 const struct broker_reason *reason);

#endif
