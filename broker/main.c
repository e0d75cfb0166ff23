// SPDX-License-Identifier: GPL-2.0-only
/*
 * The broker: modules offer tables of functions, other modules obtain them
 * with a handshake at run time.
 */
#include <linux/init.h>
#include <linux/module.h>

#include "internal.h"

static int __init broker_module_init(void)
{
	int ret;

	ret = interfaces_init();
	if (ret)
		return ret;
	ret = consumers_init();
	if (ret)
		goto err_interfaces_exit;
	ret = clients_init();
	if (ret)
		goto err_consumers_exit;
	ret = netlink_init();
	if (ret)
		goto err_clients_exit;
	summary_init();
	return 0;

err_clients_exit:
	clients_exit();
err_consumers_exit:
	consumers_exit();
err_interfaces_exit:
	interfaces_exit();
	return ret;
}
module_init(broker_module_init);

/* Clients link against our exports, so none is left when this runs. */
static void __exit broker_module_exit(void)
{
	summary_exit();
	netlink_exit();
	clients_exit();
	consumers_exit();
	interfaces_exit();
	refusals_exit();
}
module_exit(broker_module_exit);

MODULE_DESCRIPTION("Versioned calls between modules, agreed upon at run time");
MODULE_VERSION("1.0");
MODULE_LICENSE("GPL");
