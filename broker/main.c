// SPDX-License-Identifier: GPL-2.0-only
/*
 * The broker: modules provide tables of functions, and other modules obtain them
 * with a handshake at run time.
 */
#include <linux/delay.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/module.h>

#include "engine/drain.h"
#include "engine/load.h"
#include "engine/parts.h"
#include "faces/netlink.h"
#include "faces/notifier.h"
#include "faces/summary.h"
#include "objects/client.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/queue.h"
#include "objects/refusal.h"
#include "objects/slot.h"
#include "objects/warn.h"

static int __init broker_module_init(void)
{
	int ret;

	ret = broker_interfaces_init();
	if (ret)
		return ret;
	ret = broker_queue_init();
	if (ret)
		goto err_interfaces_exit;
	ret = broker_drain_init();
	if (ret)
		goto err_queue_exit;
	ret = broker_notifier_init();
	if (ret)
		goto err_drain_exit;
	ret = broker_netlink_init();
	if (ret)
		goto err_notifier_exit;
	broker_summary_init();
	return 0;

err_notifier_exit:
	broker_notifier_exit();
err_drain_exit:
	broker_drain_exit();
err_queue_exit:
	broker_queue_exit();
err_interfaces_exit:
	broker_interfaces_exit();
	return ret;
}
module_init(broker_module_init);

/* Name the causes of the remaining references. Those of calls are put soon. */
static void name_references(int references)
{
	int late = min_t(int, references, broker_clients_late());

	if (late)
		pr_warn("unloaded by force, waiting for %d late-bound client%s: unload %s\n", late,
			plural(late), late == 1 ? "it" : "them");
	if (references > late)
		pr_warn("unloaded by force, waiting for %d reference%s that no client holds: a netlink dump not read to its end, or a tracepoint or file of the broker in use\n",
			references - late, plural(references - late));
}

/*
 * A client that finds our exports by symbol_get() keeps us loaded by a reference,
 * which a forced unload does not respect. Such clients are unloaded independently of us,
 * or not at all: their calls get -ENODEV by now, and the module notifier withdraws them
 * when they are unloaded. An unread dump also has a reference: see faces/family.c.
 */
static void wait_for_references(void)
{
	unsigned long remind = jiffies;
	int references;

	while ((references = module_refcount(THIS_MODULE)) > 0) {
		if (time_after_eq(jiffies, remind)) {
			name_references(references);
			remind = jiffies + REMIND_EVERY;
		}
		msleep(100);
	}
}

/* Clients link against our exports, so none of them is loaded when this runs. */
static void __exit broker_module_exit(void)
{
	wait_for_references();
	broker_summary_exit();
	broker_netlink_exit();
	broker_notifier_exit();
	broker_queue_exit();
	broker_loads_exit();
	broker_parts_exit();
	broker_drain_exit();
	broker_slots_exit();
	broker_interfaces_exit();
	broker_refusals_exit();
}
module_exit(broker_module_exit);

MODULE_DESCRIPTION("Versioned calls between modules, agreed upon at run time");
MODULE_VERSION("1.1");
MODULE_LICENSE("GPL");
