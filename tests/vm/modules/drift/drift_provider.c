// SPDX-License-Identifier: GPL-2.0-only
/* BROKER_STRICT would refuse two of the interfaces. */
#undef BROKER_STRICT

#include <linux/module.h>
#include <linux/broker/provider.h>

/* Every operation is optional, and the tables are empty: only the contracts matter. */
#define PROVIDE(name)							\
	static const struct name##_ops name##_table;			\
	DEFINE_BROKER_PROVIDER(name##_provider, name, &name##_table);
#define REFUSED(name, what)	PROVIDE(name)
#define LINT(name)		PROVIDE(name)
#define BINDS(name)		PROVIDE(name)
#include "drift.h"

/* Of private_struct: no header has its members. */
static const struct pv_ring {
	u32 mine;
} pv_ring;

#define PROVIDER(name)	&name##_provider,
static const struct broker_provider *const providers[] = { ALL(PROVIDER) };

static void unregister(size_t count)
{
	while (count--)
		broker_provider_unregister(providers[count]);
}

static int __init drift_provider_init(void)
{
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(providers); i++) {
		ret = broker_provider_register(providers[i]);
		if (ret) {
			unregister(i);
			return ret;
		}
	}
	return pv_ring.mine;
}
module_init(drift_provider_init);

static void __exit drift_provider_exit(void)
{
	unregister(ARRAY_SIZE(providers));
}
module_exit(drift_provider_exit);
MODULE_DESCRIPTION("Test: interfaces that a consumer was compiled with differently");
MODULE_LICENSE("GPL");
