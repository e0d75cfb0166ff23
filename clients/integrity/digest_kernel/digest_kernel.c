// SPDX-License-Identifier: GPL-2.0-only
/*
 * A provider of block_digest that leaves CRC-32C to the kernel's library, which
 * uses the machine's special instructions.
 */
#include <linux/crc32c.h>
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "block_digest.h"

static u32 kernel_algorithm(void)
{
	return BLOCK_DIGEST_CRC32C;
}

static void kernel_init(struct block_digest_state *state)
{
	state->words[0] = U32_MAX;
}

static void kernel_update(struct block_digest_state *state, const void *data, u32 length)
{
	state->words[0] = crc32c(state->words[0], data, length);
}

static u64 kernel_final(struct block_digest_state *state)
{
	return ~(u32)state->words[0];
}

static u64 kernel_digest(const void *data, u32 length)
{
	return ~(u32)crc32c(U32_MAX, data, length);
}

static const struct block_digest_ops kernel_ops = {
	.algorithm = kernel_algorithm,
	.init = kernel_init,
	.update = kernel_update,
	.final = kernel_final,
	.digest = kernel_digest,
};

DEFINE_BROKER_PROVIDER(kernel_provider, block_digest, &kernel_ops, .priority = 10);
module_broker_provider(kernel_provider);

MODULE_DESCRIPTION("CRC-32C of the kernel's library, offered through the broker");
MODULE_LICENSE("GPL");
