// SPDX-License-Identifier: GPL-2.0-only
/* Holds up threads at the places of fate.h, and counts events. */
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "fate.h"

static DECLARE_WAIT_QUEUE_HEAD(gate);

static DEFINE_SPINLOCK(lock);
static unsigned int counts[FATE_EVENTS];
module_param_named(attached, counts[FATE_ATTACHED], uint, 0444);
MODULE_PARM_DESC(attached, "Calls of attach");
module_param_named(left, counts[FATE_LEFT], uint, 0444);
MODULE_PARM_DESC(left, "Calls of leaving");
module_param_named(detached, counts[FATE_DETACHED], uint, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");
module_param_named(dead, counts[FATE_DEAD], uint, 0444);
MODULE_PARM_DESC(dead, "Those that were told that the provider is not alive");
module_param_named(late, counts[FATE_LATE], uint, 0444);
MODULE_PARM_DESC(late, "Calls of a provider whose exit has returned");

void fate_count(enum fate_event event)
{
	spin_lock(&lock);
	counts[event]++;
	spin_unlock(&lock);
}
EXPORT_SYMBOL_GPL(fate_count);

static char cell[64] = "none";
module_param_string(cell, cell, sizeof(cell), 0644);
MODULE_PARM_DESC(cell, "Which cell of the table is tried");

static unsigned int at;
module_param(at, uint, 0444);
MODULE_PARM_DESC(at, "Where somebody is held up");

static unsigned int hold;

static int set_hold(const char *value, const struct kernel_param *param)
{
	int ret = param_set_uint(value, param);

	wake_up_all(&gate);
	return ret;
}

static const struct kernel_param_ops hold_ops = { .set = set_hold, .get = param_get_uint };
module_param_cb(hold, &hold_ops, &hold, 0644);
MODULE_PARM_DESC(hold, "Where to hold up who passes, see enum fate_place");

/* One thread at a time is held up. */
void fate_pass(enum fate_place place)
{
	if (!(READ_ONCE(hold) & place))
		return;
	WRITE_ONCE(at, place);
	wait_event(gate, !(READ_ONCE(hold) & place));
	WRITE_ONCE(at, 0);
}
EXPORT_SYMBOL_GPL(fate_pass);

void fate_late(const char *op)
{
	fate_count(FATE_LATE);
	pr_err("fate: wrong: %s is called after exit, %s\n", op, cell);
}
EXPORT_SYMBOL_GPL(fate_late);

MODULE_DESCRIPTION("Test: holds up hooks and calls");
MODULE_LICENSE("GPL");
