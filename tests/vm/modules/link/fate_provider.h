/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A provider of fate and fate_more whose exit frees and poisons its state, with or
 * without unregistering first, and that records calls after that.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/broker/provider.h>

#include "fate.h"

#define FATE_MAGIC	0x66617465

static bool forgetful;
module_param(forgetful, bool, 0444);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

struct fate {
	unsigned int magic;
};

static struct fate *state;
static bool gone;

/* As in any driver, an operation uses memory that exit frees. */
static void use(const char *op)
{
	if (READ_ONCE(gone))
		fate_late(op);
	else if (state->magic != FATE_MAGIC)
		pr_err("%s: wrong: %s after the state is gone\n", KBUILD_MODNAME, op);
}

static int fate_open(struct fate **fate)
{
	use("open");
	*fate = state;
	return 0;
}

static void fate_close(struct fate *fate)
{
	use("close");
}

static void fate_poke(struct fate *fate)
{
	use("poke");
}

static const struct fate_ops table = {
	.open = fate_open, .close = fate_close, .poke = fate_poke,
};

static const struct fate_more_ops more_table = {
	.open = fate_open, .close = fate_close, .poke = fate_poke,
};

DEFINE_BROKER_PROVIDER(provider, fate, &table, .priority = FATE_PRIORITY);
DEFINE_BROKER_PROVIDER(more_provider, fate_more, &more_table, .priority = FATE_PRIORITY);

static void unregister(void)
{
	broker_provider_unregister(&more_provider);
	broker_provider_unregister(&provider);
}

static int unregister_now(const char *value, const struct kernel_param *param)
{
	return broker_provider_unregister(&provider);
}

static const struct kernel_param_ops unregister_ops = { .set = unregister_now };
module_param_cb(unregister, &unregister_ops, NULL, 0200);
MODULE_PARM_DESC(unregister, "Unregister fate, in a task that is not exit's");

static int __init fate_init(void)
{
	int ret;

	state = kzalloc(sizeof(*state), GFP_KERNEL);
	if (!state)
		return -ENOMEM;
	state->magic = FATE_MAGIC;
	ret = broker_provider_register(&provider) ?: broker_provider_register(&more_provider);
	if (ret) {
		unregister();
		kfree(state);
	}
	return ret;
}
module_init(fate_init);

static void __exit fate_exit(void)
{
	fate_pass(FATE_EXIT);
	if (!forgetful)
		unregister();
	state->magic = 0;
	kfree(state);
	pr_info("%s: exit returns\n", KBUILD_MODNAME);
	WRITE_ONCE(gone, true);
}
module_exit(fate_exit);

MODULE_DESCRIPTION("Test: a provider that goes");
MODULE_LICENSE("GPL");
