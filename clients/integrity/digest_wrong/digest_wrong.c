// SPDX-License-Identifier: GPL-2.0-only
/*
 * For tests only, never installed: a provider of block_digest that is preferred
 * to all others and claims to compute CRC-32C, but adds up bytes.
 */
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "block_digest.h"

static uint algorithm = BLOCK_DIGEST_CRC32C;
module_param(algorithm, uint, 0444);
MODULE_PARM_DESC(algorithm, "What it says it computes");

static u32 wrong_algorithm(void)
{
	return algorithm;
}

static void wrong_init(struct block_digest_state *state)
{
	state->words[0] = 0;
}

static void wrong_update(struct block_digest_state *state, const void *data, u32 length)
{
	const u8 *bytes = data;

	while (length--)
		state->words[0] += *bytes++;
}

static u64 wrong_final(struct block_digest_state *state)
{
	return state->words[0];
}

static u64 wrong_digest(const void *data, u32 length)
{
	struct block_digest_state state;

	wrong_init(&state);
	wrong_update(&state, data, length);
	return wrong_final(&state);
}

static const struct block_digest_ops wrong_ops = {
	.algorithm = wrong_algorithm,
	.init = wrong_init,
	.update = wrong_update,
	.final = wrong_final,
	.digest = wrong_digest,
};

DEFINE_BROKER_PROVIDER(wrong_provider, block_digest, &wrong_ops, .priority = 20);
module_broker_provider(wrong_provider);

MODULE_DESCRIPTION("Test: computes wrong digests");
MODULE_LICENSE("GPL");
