// SPDX-License-Identifier: GPL-2.0-only
/*
 * A provider of block_digest that needs nothing of the kernel: CRC-32C, a byte
 * at a time, by a table.
 */
#include <linux/cache.h>
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "block_digest.h"

#define CRC32C_POLYNOMIAL	0x82f63b78	/* reflected */

static u32 table[256] __ro_after_init;

static void __init table_fill(void)
{
	unsigned int i, bit;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		u32 crc = i;

		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? CRC32C_POLYNOMIAL : 0);
		table[i] = crc;
	}
}

static u32 crc32c_bytes(u32 crc, const u8 *data, u32 length)
{
	while (length--)
		crc = crc >> 8 ^ table[(crc ^ *data++) & 0xff];
	return crc;
}

static u32 plain_algorithm(void)
{
	return BLOCK_DIGEST_CRC32C;
}

static void plain_init(struct block_digest_state *state)
{
	state->words[0] = U32_MAX;
}

static void plain_update(struct block_digest_state *state, const void *data, u32 length)
{
	state->words[0] = crc32c_bytes(state->words[0], data, length);
}

static u64 plain_final(struct block_digest_state *state)
{
	return ~(u32)state->words[0];
}

static u64 plain_digest(const void *data, u32 length)
{
	return ~crc32c_bytes(U32_MAX, data, length);
}

static const struct block_digest_ops plain_ops = {
	.algorithm = plain_algorithm,
	.init = plain_init,
	.update = plain_update,
	.final = plain_final,
	.digest = plain_digest,
};

DEFINE_BROKER_PROVIDER(plain_provider, block_digest, &plain_ops);

static int __init digest_plain_init(void)
{
	table_fill();
	return broker_provider_register(&plain_provider);
}
module_init(digest_plain_init);

static void __exit digest_plain_exit(void)
{
	broker_provider_unregister(&plain_provider);
}
module_exit(digest_plain_exit);

MODULE_DESCRIPTION("CRC-32C by a table, offered through the broker");
MODULE_LICENSE("GPL");
