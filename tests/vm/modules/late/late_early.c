// SPDX-License-Identifier: GPL-2.0-only
/* Registers while its parameters are parsed, before it is visible in sysfs. */
#include <linux/broker/provider.h>

#include "late.h"

static int beat(void)
{
	return 1;
}

static const struct late_ops table = { .beat = beat };
DEFINE_BROKER_PROVIDER(late_early, late, &table);

static int set(const char *value, const struct kernel_param *param)
{
	return broker_provider_register(&late_early);
}

static const struct kernel_param_ops now_ops = { .set = set };
module_param_cb(now, &now_ops, NULL, 0200);
MODULE_PARM_DESC(now, "Register");

static int __init late_early_init(void)
{
	return 0;
}
module_init(late_early_init);

static void __exit late_early_exit(void)
{
	broker_provider_unregister(&late_early);
}
module_exit(late_early_exit);

MODULE_DESCRIPTION("Test: a provider that registers before its init");
MODULE_LICENSE("GPL");
