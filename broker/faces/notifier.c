// SPDX-License-Identifier: GPL-2.0-only
/*
 * Notifications from the module loader: a module is live, or it is going.
 */
#include <linux/module.h>
#include <linux/notifier.h>

#include "faces/notifier.h"
#include "verbs/modules.h"

static int notify(struct notifier_block *nb, unsigned long state, void *module)
{
	switch (state) {
	case MODULE_STATE_LIVE:
		broker_client_live(module);
		break;
	case MODULE_STATE_GOING:
		broker_client_going(module);
		break;
	}
	return NOTIFY_DONE;
}

/*
 * Runs before all other notifiers: once kprobes and tracing have dismantled what they
 * have in a module's text, no thread may run in it any more.
 */
static struct notifier_block notifier = {
	.notifier_call = notify,
	.priority = INT_MAX,
};

int broker_notifier_init(void)
{
	return register_module_notifier(&notifier);
}

void broker_notifier_exit(void)
{
	unregister_module_notifier(&notifier);
}
