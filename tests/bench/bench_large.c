// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cost of registering a large interface: most of it is the check of its contract.
 */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/broker/provider.h>

#include "bench.h"
#include "modeset_api.h"

#define ROUNDS	5

static int nothing(void)
{
	return 0;
}

/* A row of the list. Operations are never called: each only has to be there. */
#define FUNCTION(since, context, type, name, args)	.name = (void *)nothing,
static const struct modeset_functions_interface_ops table = {
	MODESET_FUNCTIONS_INTERFACE_OPS(FUNCTION)
};

DEFINE_BROKER_PROVIDER(large, modeset_functions_interface, &table);

/* Instructions of the cheapest registration, 0 if one failed. */
static u64 cost(void)
{
	u64 shortest = U64_MAX, start;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		start = bench_now();
		if (broker_provider_register(&large))
			return 0;
		shortest = min(shortest, bench_now() - start);
		broker_provider_unregister(&large);
	}
	return shortest;
}

static size_t contract_bytes(const struct broker_contract *contract)
{
	const struct broker_contract *const *s;
	size_t bytes = contract->text_size;

	for (s = contract->structs; s && *s; s++)
		bytes += (*s)->text_size;
	return bytes;
}

/* "INSTRUCTIONS BYTES" */
static int costs_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%llu %zu\n", cost(),
			  contract_bytes(&modeset_functions_interface__contract));
}

static const struct kernel_param_ops costs_ops = {
	.get = costs_get,
};
module_param_cb(costs, &costs_ops, NULL, 0444);
MODULE_PARM_DESC(costs, "instructions of a registration, and bytes of the contract");

MODULE_DESCRIPTION("Benchmark: a large interface");
MODULE_LICENSE("GPL");
