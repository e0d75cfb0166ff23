/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A provider of well. Every operation checks that the bucket is open and belongs to this
 * module, and that the provider has not been unregistered. Violations are counted and
 * reported.
 */
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "well.h"

#define BUCKET_OPEN	0x6275636b
#define BUCKET_CLOSED	0x6465616c

struct bucket {
	u32 state;
	const struct module *well;
};

static short priority;
module_param(priority, short, 0444);
MODULE_PARM_DESC(priority, "Priority to register with");

static bool broken;
module_param(broken, bool, 0644);
MODULE_PARM_DESC(broken, "Nothing can be opened");

/* Not allocated, because nothing can free the buckets that a forgetful provider has opened. */
static struct bucket buckets[8];
static atomic_t next = ATOMIC_INIT(-1);

static bool gone;
static atomic_t opened;

static void check(const struct bucket *bucket, const char *op)
{
	if (gone)
		pr_err("%s: wrong: %s after unregister\n", KBUILD_MODNAME, op);
	if (bucket->well != THIS_MODULE)
		pr_err("%s: wrong: %s of another provider's bucket\n", KBUILD_MODNAME, op);
	else if (bucket->state != BUCKET_OPEN)
		pr_err("%s: wrong: %s of a closed bucket\n", KBUILD_MODNAME, op);
}

static int well_open(struct bucket **bucket)
{
	if (broken)
		return -EIO;
	*bucket = &buckets[atomic_inc_return(&next) % ARRAY_SIZE(buckets)];
	(*bucket)->state = BUCKET_OPEN;
	(*bucket)->well = THIS_MODULE;
	atomic_inc(&opened);
	return 0;
}

static void well_close(struct bucket *bucket)
{
	check(bucket, "close");
	bucket->state = BUCKET_CLOSED;
	atomic_dec(&opened);
}

static int well_draw(struct bucket *bucket)
{
	check(bucket, "draw");
	return 1;
}

static int well_rest(struct bucket *bucket, u32 ms)
{
	check(bucket, "rest");
	msleep(ms);
	check(bucket, "rest");
	return 1;
}

static int well_leave(struct bucket *bucket);

static const struct well_ops well_table = {
	.open = well_open,
	.close = well_close,
	.draw = well_draw,
	.rest = well_rest,
	.leave = well_leave,
};

DEFINE_BROKER_PROVIDER(well_constant, well, &well_table);
static struct broker_provider well_provider;	/* with the requested priority */

/* An operation must not do this: it waits for its own caller. */
static int well_leave(struct bucket *bucket)
{
	return broker_provider_unregister(&well_provider);
}

static int __init well_init(void)
{
	well_provider = well_constant;
	well_provider.priority = priority;
	return broker_provider_register(&well_provider);
}
module_init(well_init);

static void __exit well_exit(void)
{
#ifndef WELL_FORGETFUL
	broker_provider_unregister(&well_provider);
	if (atomic_read(&opened))
		pr_err("%s: wrong: %d buckets left open\n", KBUILD_MODNAME, atomic_read(&opened));
	gone = true;
#endif
}
module_exit(well_exit);

MODULE_DESCRIPTION("Test: a provider of well");
MODULE_LICENSE("GPL");
