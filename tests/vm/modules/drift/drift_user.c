// SPDX-License-Identifier: GPL-2.0-only
/* BROKER_STRICT would refuse two of the interfaces. */
#undef BROKER_STRICT

#include <linux/module.h>
#include <linux/broker/consumer.h>

/* Requests each interface once, and prints which were bound. */
#define CONSUME(name)							\
	static int __init name##_try(void)				\
	{								\
		const struct name##_ops *table;				\
		struct broker_handle *handle = broker_get(name, 0, &table); \
									\
		if (IS_ERR(handle))					\
			return PTR_ERR(handle);				\
		broker_put(handle);					\
		pr_info("drift_user: %s is bound\n", #name);		\
		return 0;						\
	}
#define REFUSED(name, what)	CONSUME(name)
#define LINT(name)		CONSUME(name)
#define BINDS(name)		CONSUME(name)
#define DRIFT_USER
#include "drift.h"

#define TRY(name)	name##_try,
static int (*const tries[])(void) __initconst = { ALL(TRY) };

static int __init drift_user_init(void)
{
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(tries); i++) {
		ret = tries[i]();
		if (ret && ret != -EPROTO)
			return ret;
	}
	return 0;
}
module_init(drift_user_init);

static void __exit drift_user_exit(void)
{
}
module_exit(drift_user_exit);
MODULE_DESCRIPTION("Test: interfaces that a provider was compiled with differently");
MODULE_LICENSE("GPL");
