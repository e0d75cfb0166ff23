/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Gets the interface that is written to the parameter "get", or fails the write with
 * the errno. Puts all of them at exit.
 */
#include "pulse.h"

static struct broker_handle *handles[3];

static int get(const char *value, const struct kernel_param *param)
{
	struct broker_handle *handle = ERR_PTR(-EINVAL);
	const struct pulse_a_ops *a;
	const struct pulse_b_ops *b;
	const struct pulse_c_ops *c;
	unsigned int i = value[0] - 'a';

	if (i == 0)
		handle = broker_get(pulse_a, 0, &a);
	else if (i == 1)
		handle = broker_get(pulse_b, 0, &b);
	else if (i == 2)
		handle = broker_get(pulse_c, 0, &c);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	handles[i] = handle;
	return 0;
}

static const struct kernel_param_ops get_ops = { .set = get };
module_param_cb(get, &get_ops, NULL, 0200);
MODULE_PARM_DESC(get, "Which pulse to get: a, b or c");

static int __init cycle_init(void)
{
	return broker_provider_register(PROVIDER);
}
module_init(cycle_init);

static void __exit cycle_exit(void)
{
	int i;

	broker_provider_unregister(PROVIDER);
	for (i = 0; i < ARRAY_SIZE(handles); i++)
		broker_put(handles[i]);
}
module_exit(cycle_exit);
