/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two handles on one provider, got at init, and given back one by one by
 * writing to the parameter "put", or else at exit.
 */
#include "pulse.h"

static struct broker_handle *handles[2];

static int put(const char *value, const struct kernel_param *param)
{
	unsigned int i;
	int ret;

	ret = kstrtouint(value, 0, &i);
	if (ret || i >= ARRAY_SIZE(handles))
		return ret ?: -ERANGE;
	broker_put(handles[i]);
	handles[i] = NULL;
	return 0;
}

static const struct kernel_param_ops put_ops = { .set = put };
module_param_cb(put, &put_ops, NULL, 0200);
MODULE_PARM_DESC(put, "Which handle to put");

static int __init user_init(void)
{
	const struct pulse_ops *pulse;
	int i;

	for (i = 0; i < ARRAY_SIZE(handles); i++) {
		handles[i] = broker_get(pulse, 0, &pulse);
		if (IS_ERR(handles[i]))
			return PTR_ERR(handles[i]);
		pr_info("%s: pulse beats %d\n", KBUILD_MODNAME, pulse->beat());
	}
	return 0;
}
module_init(user_init);

static void __exit user_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(handles); i++)
		broker_put(handles[i]);
}
module_exit(user_exit);
