// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the mistakes of consumers, one for each value of the
 * parameter "with". Its init returns the errno of the broker.
 */
#include <linux/module.h>
#include <linux/string.h>
#include <linux/broker/consumer.h>

static char *with = "";
module_param(with, charp, 0444);
MODULE_PARM_DESC(with, "Which mistake to make");

#define GOOD_OPS(OP)							\
	OP(0, atomic, int, beat, (void))
BROKER_INTERFACE(good, 1, GOOD_OPS);

static struct {
	struct broker_request request;
	u64 unknown;
} later;

static struct broker_handle *handle;

/* The broker writes a consumer's link. */
DEFINE_BROKER_CONSUMER(writable, good, 0);
static struct broker_consumer constant __ro_after_init;
static struct broker_consumer every;

static int __init try_request(const struct broker_request *request)
{
	const void *table;

	handle = __broker_get(request, &table);
	return PTR_ERR_OR_ZERO(handle);
}

static int __init put_twice(void)
{
	const struct good_ops *good;

	handle = broker_get(good, 0, &good);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	broker_put(handle);
	broker_put(handle);
	handle = NULL;
	return 0;
}

/* Handles are small numbers: these belong to other modules, or to none. */
static int __init put_foreign(void)
{
	unsigned long i;

	for (i = 1; i < 100; i++)
		broker_put((struct broker_handle *)i);
	broker_put((struct broker_handle *)-1UL);
	broker_put(NULL);
	return 0;
}

static int __init on_stack(void)
{
	struct broker_request stack = later.request;

	return try_request(&stack);
}

static int __init fallback_on_stack(void)
{
	struct good_ops stack = {};

	later.request.fallback = &stack;
	return try_request(&later.request);
}

static int __init register_constant(void)
{
	constant = writable;
	return broker_consumer_register(&constant);
}

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return 0;
}

/* Members that a consumer of all instances may not have, and must have. */
static int __init register_every(const char *instance, bool attaches)
{
	every = writable;
	every.flags = BROKER_EVERY;
	every.instance = instance;
	every.attach = attaches ? attach : NULL;
	return broker_consumer_register(&every);
}

static int __init bad_consumer_init(void)
{
	later.request = (struct broker_request){
		.size = sizeof(struct broker_request),
		.contract = &good__contract,
		.owner = THIS_MODULE,
	};
	if (!strcmp(with, "put_twice"))
		return put_twice();
	if (!strcmp(with, "put_foreign"))
		return put_foreign();
	if (!strcmp(with, "constant"))
		return register_constant();
	if (!strcmp(with, "every_one"))
		return register_every("p0", true);
	if (!strcmp(with, "every_unheard"))
		return register_every(NULL, false);
	if (!strcmp(with, "null"))
		return try_request(NULL);
	if (!strcmp(with, "on_stack"))
		return on_stack();
	if (!strcmp(with, "fallback_on_stack"))
		return fallback_on_stack();
	if (!strcmp(with, "small"))
		later.request.size = 8;
	else if (!strcmp(with, "null_owner"))
		later.request.owner = NULL;
	else if (!strcmp(with, "null_contract"))
		later.request.contract = NULL;
	else if (!strcmp(with, "flags"))
		later.request.flags = 0x8000;
	else if (!strcmp(with, "minor"))
		later.request.min_minor = 1;
	else if (!strncmp(with, "later", 5))
		later.request.size = sizeof(later);
	later.unknown = !strcmp(with, "later");
	return try_request(&later.request);
}
module_init(bad_consumer_init);

static void __exit bad_consumer_exit(void)
{
	broker_put(handle);
}
module_exit(bad_consumer_exit);

MODULE_DESCRIPTION("Test: a consumer that makes mistakes");
MODULE_LICENSE("GPL");
