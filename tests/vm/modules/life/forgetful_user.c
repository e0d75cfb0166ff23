// SPDX-License-Identifier: GPL-2.0-only
/* Its exit, or its failing init, does not put the handle that its init got. */
#include "pulse.h"

static int fail;
module_param(fail, int, 0444);
MODULE_PARM_DESC(fail, "What init returns");

static int __init forgetful_user_init(void)
{
	const struct pulse_ops *pulse;
	struct broker_handle *handle = broker_get(pulse, 0, &pulse);

	return IS_ERR(handle) ? PTR_ERR(handle) : fail;
}
module_init(forgetful_user_init);

static void __exit forgetful_user_exit(void)
{
}
module_exit(forgetful_user_exit);
