// SPDX-License-Identifier: GPL-2.0-only
/* A consumer of the first API. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/broker/api.h>

#include "api_1_0.h"
#include "old.h"

/* Memory that follows the old struct must not be taken for a member. */
static const struct {
	struct broker_request request;
	unsigned long canary[4];
} old = {
	.request = {
		.size = sizeof(struct broker_request),
		.contract = &old__contract,
		.owner = THIS_MODULE,
	},
	.canary = { 0xbad, 0xbad, 0xbad, 0xbad },
};

static struct broker_handle *handle;

static int __init old_user_init(void)
{
	const void *table;

	handle = __broker_get(&old.request, &table);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	pr_info("old_user: beat returns %d\n", ((const struct old_ops *)table)->beat());
	return 0;
}
module_init(old_user_init);

static void __exit old_user_exit(void)
{
	__broker_put(handle, THIS_MODULE);
}
module_exit(old_user_exit);

MODULE_DESCRIPTION("Test: a consumer of the first API");
MODULE_LICENSE("GPL");
