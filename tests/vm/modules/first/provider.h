/* SPDX-License-Identifier: GPL-2.0-only */
/* The body of both providers of first. */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/broker/provider.h>

#include "first.h"

struct first_port {
	bool open;
};

static struct first_port port;
static atomic_t open_ports;

static int first_open(struct first_port **opened)
{
	port.open = true;
	atomic_inc(&open_ports);
	*opened = &port;
	return 0;
}

static void first_close(struct first_port *closed)
{
	if (closed != &port)
		pr_err("%s: wrong: close of another provider's port\n", KBUILD_MODNAME);
	atomic_dec(&open_ports);
}

/* The result shows that both sides have the same layout of the structs. */
static u64 first_work(struct first_port *used, const struct first_job *job,
		      const struct first_range *range)
{
	return used == &port ? job->count * range->length + range->start + job->key[7] : 0;
}

#ifdef FIRST_NEWER
static u64 first_weigh(struct first_port *used, const struct first_job *job)
{
	return job->size < sizeof(*job) ? 0 : job->weight;
}
#endif

static const struct first_ops table = {
	.open = first_open,
	.close = first_close,
	.work = first_work,
#ifdef FIRST_NEWER
	.weigh = first_weigh,
#endif
};

DEFINE_BROKER_PROVIDER(provider, first, &table, .priority = FIRST_PRIORITY);

static int __init first_init(void)
{
	return broker_provider_register(&provider);
}
module_init(first_init);

static void __exit first_exit(void)
{
	broker_provider_unregister(&provider);
	if (atomic_read(&open_ports))
		pr_err("%s: wrong: %d ports left open\n", KBUILD_MODNAME,
		       atomic_read(&open_ports));
}
module_exit(first_exit);

MODULE_DESCRIPTION("Test: a provider of first");
MODULE_LICENSE("GPL");
