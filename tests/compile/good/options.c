// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is set beside an interface, as numbers, whatever constants the author wrote; names of
 * consumers stay text.
 *
 * emits:
 * alias=broker:acme_lamp-1
 * broker_interface=acme_lamp 1
 * broker_op=0 sleep: int light(u32 id)
 * broker_abi=ij
 * broker_provides=acme_lamp 0001 .consumers = 0, .priority = -32768, .flags =      3, .attach = 1, .min_minor =      0
 * broker_provides=acme_lamp 0001 .consumers = 1, .priority =      0, .flags =  65535, .attach = 0, .min_minor =      0
 * broker_provides=acme_lamp 0001 .consumers = 1, .consumers = (const char *const []){ "foo", ((void *)0) }, .priority = RANK, .priority =      7, .flags =      0, .attach = 0, .min_minor =      0
 * broker_structs=acme_lamp 1
 */
#include <linux/broker/provider.h>

#include "../ring.h"

enum { RANK = 3 + 4 };

static int light(u32 id)
{
	return 0;
}

static int attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	return -ENODEV;
}

static const char *const served[] = { "foo", NULL };
static const struct acme_lamp_ops lamp = { .light = light };

DEFINE_BROKER_PROVIDER(least, acme_lamp, &lamp, .priority = -0x7fff - 1, .flags = 1 << 1 | 1,
		       .attach = attach, .min_minor = 0);
#define ONLY_FOO	.consumers = (const char *const []){ "foo", NULL }
DEFINE_BROKER_PROVIDER(listed, acme_lamp, &lamp, ONLY_FOO, .priority = RANK);
DEFINE_BROKER_PROVIDER(named, acme_lamp, &lamp, .consumers = served, .flags = 0xffff);

static int __init options_init(void)
{
	return broker_provider_register(&least) ?: broker_provider_register(&listed) ?:
	       broker_provider_register(&named);
}
module_init(options_init);
