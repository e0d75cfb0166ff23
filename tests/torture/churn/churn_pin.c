// SPDX-License-Identifier: GPL-2.0-only
/* A pinned consumer. If there is no provider its init fails. */
#include "churn.h"

static struct broker_handle *handle;

static int __init churn_pin_init(void)
{
	const struct churn_ops *churn;

	handle = broker_get(churn, 0, &churn);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	churn->call();
	return 0;
}
module_init(churn_pin_init);

static void __exit churn_pin_exit(void)
{
	broker_put(handle);
}
module_exit(churn_pin_exit);
