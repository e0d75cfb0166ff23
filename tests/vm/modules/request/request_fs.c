// SPDX-License-Identifier: GPL-2.0-only
/*
 * A file system: it submits requests, which end in a callback, and answers questions on
 * command, or in stop at the latest.
 */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/broker/consumer.h>

#include "request.h"

static bool forgetful;
module_param(forgetful, bool, 0644);
MODULE_PARM_DESC(forgetful, "Exit does not unregister");

static bool careless;
module_param(careless, bool, 0644);
MODULE_PARM_DESC(careless, "Detach leaves requests as they are");

static int attached, submitted, finished, answered, detached;
module_param(attached, int, 0444);
MODULE_PARM_DESC(attached, "Calls of attach");
module_param(submitted, int, 0444);
MODULE_PARM_DESC(submitted, "Requests");
module_param(finished, int, 0444);
MODULE_PARM_DESC(finished, "Those that ended in a callback");
module_param(answered, int, 0444);
MODULE_PARM_DESC(answered, "Answers");
module_param(detached, int, 0444);
MODULE_PARM_DESC(detached, "Calls of detach");

/* There is one link at a time. Static, because a forgetful exit could free nothing. */
static struct volume {
	struct broker_link *link;
	atomic_t pending;
	atomic_t asked;
} volume;

/* The links with requests that detach has left behind, for parameters/late. */
static struct broker_link *left[4];
static unsigned int left_over;

static void volume_done(struct volume *volume)
{
	struct broker_link *link = volume->link;

	finished++;
	if (atomic_dec_return(&volume->pending) < 0)
		pr_err("%s: wrong: more ends than requests\n", KBUILD_MODNAME);
	broker_end_request(link);
}

static void volume_ask(struct volume *volume)
{
	atomic_inc(&volume->asked);
}

static const struct request_callbacks callbacks = { .done = volume_done, .ask = volume_ask };

static int attach(struct broker_consumer *consumer, struct broker_link *link)
{
	volume.link = link;
	atomic_set(&volume.pending, 0);
	atomic_set(&volume.asked, 0);
	link->priv = &volume;
	attached++;
	return 0;
}

static void answer(struct broker_link *link)
{
	struct volume *volume = link->priv;

	while (atomic_dec_if_positive(&volume->asked) >= 0) {
		broker_ops(link, request)->answer(broker_provider_of(link));
		answered++;
	}
}

static void stop(struct broker_consumer *consumer, struct broker_link *link)
{
	answer(link);
}

/* Requests are left over if the disk has forgotten to unregister. */
static void detach(struct broker_consumer *consumer, struct broker_link *link)
{
	struct volume *volume = link->priv;

	if (broker_link_alive(link) && atomic_read(&volume->pending))
		pr_err("%s: wrong: detached with requests\n", KBUILD_MODNAME);
	while (atomic_dec_if_positive(&volume->pending) >= 0) {
		if (careless && left_over < ARRAY_SIZE(left))
			left[left_over++] = link;
		else
			broker_end_request(link);
	}
	detached++;
}

DEFINE_BROKER_CONSUMER_TWO_WAY(fs, request, 0, &callbacks, .flags = BROKER_REQUESTS,
			       .attach = attach, .stop = stop, .detach = detach);

/* Writing to parameters/submit: a request that takes the given number of ms */
static int submit(const char *value, const struct kernel_param *param)
{
	struct broker_link *link;
	struct volume *volume;
	u32 ms;
	int ret = kstrtou32(value, 0, &ms);

	if (ret)
		return ret;
	link = broker_enter(&fs);
	if (!link)
		return -ENODEV;
	volume = link->priv;
	atomic_inc(&volume->pending);
	broker_start_request(link);
	ret = broker_ops(link, request)->submit(broker_provider_of(link), ms);
	if (ret) {
		atomic_dec(&volume->pending);
		broker_end_request(link);
	} else {
		submitted++;
	}
	broker_exit(link);
	return ret;
}

static const struct kernel_param_ops submit_ops = { .set = submit };
module_param_cb(submit, &submit_ops, NULL, 0200);
MODULE_PARM_DESC(submit, "Submit a request of so many ms");

/* Writing to parameters/late ends the requests that detach has left behind */
static int late(const char *value, const struct kernel_param *param)
{
	while (left_over)
		broker_end_request(left[--left_over]);
	return 0;
}

static const struct kernel_param_ops late_ops = { .set = late };
module_param_cb(late, &late_ops, NULL, 0200);
MODULE_PARM_DESC(late, "End what detach has left behind");

static int __init fs_init(void)
{
	return broker_consumer_register(&fs);
}
module_init(fs_init);

static void __exit fs_exit(void)
{
	if (!forgetful)
		broker_consumer_unregister(&fs);
	if (!forgetful && attached != detached)
		pr_err("%s: wrong: attached %d, detached %d\n", KBUILD_MODNAME, attached, detached);
	pr_info("%s: %d submitted, %d finished, %d answered\n", KBUILD_MODNAME, submitted, finished,
		answered);
}
module_exit(fs_exit);

MODULE_DESCRIPTION("Test: a consumer with requests that end elsewhere");
MODULE_LICENSE("GPL");
