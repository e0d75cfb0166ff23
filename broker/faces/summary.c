// SPDX-License-Identifier: GPL-2.0-only
/*
 * broker/summary in debugfs: which consumers are bound to which providers, in a form for
 * people, for systems without brokerctl. Programs use netlink; the format of this file may
 * change with the next version.
 *
 *	bar_api
 *	  provider  1.0  bar              live
 *	  pinned    1.0  qux              live      bar
 *	  consumer  1.0  foo              live      bar: current, 17 calls, 0 inside
 *	nic
 *	  consumer  1.0  rdma             live      every
 *	  provider  1.0  acme/0000:3b:00.0  live
 *	  consumer  1.0  rdma/0000:3b:00.0  live      acme: current, 17 calls, 0 inside
 */
#include <linux/debugfs.h>
#include <linux/seq_file.h>

#include "faces/summary.h"
#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/provider.h"
#include "objects/slot.h"

static struct dentry *folder;

static const char *provider_state(const struct provider *provider)
{
	switch (provider->state) {
	case PROVIDER_PENDING:
		return "pending";
	case PROVIDER_LIVE:
		return provider->drained ? "drained" : "live";
	case PROVIDER_LEAVING:
		break;
	}
	return "leaving";
}

static const char *consumer_state(const struct consumer *consumer)
{
	switch (consumer->state) {
	case CONSUMER_PENDING:
		return "pending";
	case CONSUMER_LIVE:
		return consumer->detached ? "detached" : "live";
	case CONSUMER_DYING:
	case CONSUMER_DEAD:
		break;
	}
	return "leaving";
}

static const char *link_state(const struct slot *slot)
{
	switch (slot->state) {
	case SLOT_ATTACHING:
		return "attaching";
	case SLOT_CURRENT:
		return "current";
	case SLOT_RETIRED:
	case SLOT_LEAVING:
	case SLOT_DRAINING:
	case SLOT_PEER_RETIRED:
	case SLOT_PEER_LEAVING:
	case SLOT_PEER_DRAINING:
		return "draining";
	case SLOT_QUIET:
	case SLOT_STOPPING:
		return "stopping";
	case SLOT_DRAINED:
	case SLOT_DETACHING:
	case SLOT_DETACHED:
	case SLOT_RELEASING:
	case SLOT_FREE:
	case SLOT_PARKED:
		break;
	}
	return "detaching";
}

/* Width of the column of names. */
static int names_width;

static void widen(const char *name, const char *instance)
{
	names_width = max_t(int, names_width, strlen(name) + !!*instance + strlen(instance));
}

static void measure_names(void)
{
	const struct consumer *consumer;
	const struct provider *provider;
	const struct hold *hold;

	lockdep_assert_held(&broker_mutex);
	names_width = 15;
	list_for_each_entry(provider, &broker_providers, object.node) {
		widen(provider->client->name, provider->instance);
		list_for_each_entry(hold, &provider->holds, provider_node)
			widen(hold->pin->consumer->name, "");
	}
	list_for_each_entry(consumer, &broker_consumers, object.node)
		widen(consumer->name, consumer->instance);
}

static void show_line(struct seq_file *file, const char *what, unsigned int major,
		      unsigned int minor, const char *module, const char *instance,
		      const char *state)
{
	char name[MODULE_NAME_LEN + BROKER_INSTANCE_MAX + 1];

	snprintf(name, sizeof(name), "%s%s%s", module, *instance ? "/" : "", instance);
	seq_printf(file, "  %-8s  %u.%u  %-*s  %-8s", what, major, minor, names_width, name, state);
}

static void show_provider(struct seq_file *file, const struct provider *provider)
{
	const struct hold *hold;

	show_line(file, "provider", provider->id.major, provider->id.minor,
		  provider->client->name, provider->instance, provider_state(provider));
	seq_putc(file, '\n');
	list_for_each_entry(hold, &provider->holds, provider_node) {
		show_line(file, "pinned", provider->id.major, hold->minor,
			  hold->pin->consumer->name, "", "live");
		seq_printf(file, "  %s\n", provider->client->name);
	}
}

static void show_link(struct seq_file *file, const struct slot *slot)
{
	unsigned long entered, left;

	broker_slot_calls(slot, &entered, &left);
	seq_printf(file, "  %s: %s, %lu calls, %lu inside",
		   slot->provider ? slot->provider->client->name : "unloaded", link_state(slot),
		   entered, entered - left);
	if (!broker_slot_is_two_way(slot))
		return;
	broker_slot_callbacks(slot, &entered, &left);
	seq_printf(file, ", %lu callbacks, %lu inside", entered, entered - left);
}

static void show_consumer(struct seq_file *file, const struct consumer *consumer)
{
	int i;

	show_line(file, "consumer", consumer->id.major, consumer->id.minor, consumer->name,
		  consumer->instance, consumer_state(consumer));
	if (broker_consumer_wants_all(consumer) && !broker_consumer_is_part(consumer))
		seq_puts(file, "  every");
	for (i = 0; i < ARRAY_SIZE(consumer->slots); i++)
		if (consumer->slots[i]->state > SLOT_PARKED)
			show_link(file, consumer->slots[i]);
	seq_putc(file, '\n');
}

static void show_instance(struct seq_file *file, const struct interface *instance)
{
	const struct consumer *consumer;
	const struct provider *provider;

	list_for_each_entry(provider, &instance->providers, interface_node)
		show_provider(file, provider);
	list_for_each_entry(consumer, &instance->consumers, interface_node)
		show_consumer(file, consumer);
}

/* The instance without a name, then the others. */
static void show_interface(struct seq_file *file, const struct interface *interface)
{
	const struct interface *instance;

	seq_printf(file, "%s\n", interface->name);
	show_instance(file, interface);
	list_for_each_entry(instance, &interface->instances, object.node)
		show_instance(file, instance);
}

/* Providers and consumers that are off their interface and not freed yet. */
static void show_leaving(struct seq_file *file)
{
	const struct consumer *consumer;
	const struct provider *provider;

	list_for_each_entry(provider, &broker_providers, object.node) {
		if (provider->interface)
			continue;
		seq_printf(file, "%.*s\n", (int)provider->id.name_len, provider->id.name);
		show_provider(file, provider);
	}
	list_for_each_entry(consumer, &broker_consumers, object.node) {
		if (consumer->interface)
			continue;
		seq_printf(file, "%.*s\n", (int)consumer->id.name_len, consumer->id.name);
		show_consumer(file, consumer);
	}
}

/* In one critical section, so that everything shown is of the same moment. */
static int summary_show(struct seq_file *file, void *unused)
{
	const struct interface *interface;

	mutex_lock(&broker_mutex);
	measure_names();
	list_for_each_entry(interface, &broker_interfaces, object.node)
		show_interface(file, interface);
	show_leaving(file);
	mutex_unlock(&broker_mutex);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(summary);

/* A kernel without debugfs has no summary. */
void broker_summary_init(void)
{
	folder = debugfs_create_dir("broker", NULL);
	debugfs_create_file("summary", 0400, folder, NULL, &summary_fops);
}

void broker_summary_exit(void)
{
	debugfs_remove_recursive(folder);
}
