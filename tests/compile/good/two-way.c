// SPDX-License-Identifier: GPL-2.0-only
/*
 * Callbacks are rows of a contract of their own.
 *
 * emits:
 * alias=broker:acme_nic-3
 * broker_callbacks=acme_nic 3
 * broker_callback=0 atomic: void done(void *user, u64 cookie, int status)
 * broker_callback=2 sleep | optional: void reset(void *user)
 * broker_abi=voyi vo
 * broker_interface=acme_nic 3
 * broker_op=0 atomic: int send(struct acme_port *port, u32 length)
 * broker_op=1 sleep: void flush(struct acme_port *port)
 * broker_abi=ioj vo
 * broker_provides=acme_nic 0003 .consumers = 0, .priority =      0, .flags =      0, .attach = 1, .min_minor =      0
 * broker_structs=acme_nic 3
 */
#include <linux/broker/provider.h>

#include "../nic.h"

static const struct acme_nic_ops table;

static int nic_attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	static_assert(acme_nic_minor == 2);
	return -ENODEV;
}

DEFINE_BROKER_PROVIDER(provider, acme_nic, &table, .attach = nic_attach);
module_broker_provider(provider);
