// SPDX-License-Identifier: GPL-2.0-only
/*
 * A disk: it completes a request from a timer, or on command, and asks its user
 * for an answer, which may also come later.
 */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/broker/provider.h>

#include "request.h"

static bool forgetful;
module_param(forgetful, bool, 0644);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static int completed, lost, detached;
module_param(completed, int, 0444);
MODULE_PARM_DESC(completed, "Requests whose end was told");
module_param(lost, int, 0444);
MODULE_PARM_DESC(lost, "Those that found no user");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");

/* One user, and one request at a time. */
static struct port {
	struct broker_peer *peer;
	struct timer_list timer;
	atomic_t asked;
	bool used;
} port;

static void complete_request(struct timer_list *unused)
{
	if (!broker_enter_peer(port.peer, &port)) {
		lost++;
		return;
	}
	broker_callbacks(port.peer, request)->done(broker_user(port.peer));
	broker_exit_peer(port.peer);
	completed++;
}

/* Completes in @ms milliseconds; 0: on command */
static int submit(struct port *port, u32 ms)
{
	if (!ms)
		return 0;
	return mod_timer(&port->timer, jiffies + msecs_to_jiffies(ms)) ? -EBUSY : 0;
}

static void answer(struct port *port)
{
	if (atomic_dec_if_positive(&port->asked) >= 0)
		broker_end_peer_request(port->peer);
}

static const struct request_ops disk_ops = { .submit = submit, .answer = answer };

static int attach(const struct broker_provider *provider, struct broker_peer *peer)
{
	if (port.used)
		return -EBUSY;
	port.used = true;
	port.peer = peer;
	atomic_set(&port.asked, 0);
	timer_setup(&port.timer, complete_request, 0);
	peer->priv = &port;
	return 0;
}

/* Answers are left over if the user has forgotten to unregister. */
static void detach(const struct broker_provider *provider, struct broker_peer *peer)
{
	timer_delete_sync(&port.timer);
	while (atomic_read(&port.asked))
		answer(&port);
	port.used = false;
	detached++;
}

DEFINE_BROKER_PROVIDER(disk, request, &disk_ops, .attach = attach, .detach = detach);

/* Writing to parameters/ask: a question, answered later */
static int ask(const char *value, const struct kernel_param *param)
{
	if (!port.peer || !broker_enter_peer(port.peer, &port))
		return -ENODEV;
	atomic_inc(&port.asked);
	broker_start_peer_request(port.peer);
	broker_callbacks(port.peer, request)->ask(broker_user(port.peer));
	broker_exit_peer(port.peer);
	return 0;
}

static const struct kernel_param_ops ask_ops = { .set = ask };
module_param_cb(ask, &ask_ops, NULL, 0200);
MODULE_PARM_DESC(ask, "Ask the user");

static int complete_set(const char *value, const struct kernel_param *param)
{
	complete_request(NULL);
	return 0;
}

static const struct kernel_param_ops complete_ops = { .set = complete_set };
module_param_cb(complete, &complete_ops, NULL, 0200);
MODULE_PARM_DESC(complete, "Complete a request");

static int __init disk_init(void)
{
	return broker_provider_register(&disk);
}
module_init(disk_init);

static void __exit disk_exit(void)
{
	if (!forgetful)
		broker_provider_unregister(&disk);
	if (port.used)
		timer_delete_sync(&port.timer);
}
module_exit(disk_exit);

MODULE_DESCRIPTION("Test: a provider that completes requests later");
MODULE_LICENSE("GPL");
