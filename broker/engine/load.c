// SPDX-License-Identifier: GPL-2.0-only
/*
 * Having modprobe(8) load a provider: one request at a time for each interface and
 * major, shared by all consumers that want it. The kernel runs at most fifty requests
 * of all its subsystems at a time and gives up on a request for which it had no room
 * for five seconds; such a try is not spent.
 */
#include <linux/kmod.h>
#include <linux/slab.h>

#include "engine/load.h"
#include "objects/consumer.h"
#include "objects/interface.h"
#include "objects/object.h"
#include "objects/queue.h"

/**
 * struct load - one run of modprobe(8)
 * @node: in the list of runs in progress
 * @refs: counts the task that runs it, and the tasks that wait for it
 * @done: it has ended
 * @ret: what broker_provider_load() returns
 * @major: of the interface
 * @name: of the interface
 */
struct load {
	struct list_head node;
	unsigned int refs;
	bool done;
	int ret;
	unsigned int major;
	char name[BROKER_NAME_MAX + 1];
};

static void again(struct work_struct *unused);

static LIST_HEAD(loads);			/* broker_mutex */
static DECLARE_DELAYED_WORK(again_work, again);

static void load_put(struct load *load)
{
	lockdep_assert_held(&broker_mutex);
	if (!--load->refs)
		kfree(load);
}

static struct load *load_find(const struct broker_identity *id)
{
	struct load *load;

	list_for_each_entry(load, &loads, node)
		if (load->major == id->major && strlen(load->name) == id->name_len &&
		    !memcmp(load->name, id->name, id->name_len))
			return load;
	return NULL;
}

/*
 * Translates the return value of request_module() to that of broker_provider_load().
 * Another try may succeed if kmod had no room or no memory, or if no helpers run, as
 * during suspend. If the task was killed, another task may try.
 */
static int outcome(int ret)
{
	switch (ret) {
	case -ETIME:
	case -EBUSY:
	case -EAGAIN:
	case -ENOMEM:
		return -EAGAIN;
	case -EINTR:
	case -ERESTARTSYS:
		return -EINTR;
	}
	return 0;
}

static void spend_at(const struct interface *interface, unsigned int major)
{
	struct consumer *consumer;

	list_for_each_entry(consumer, &interface->consumers, interface_node)
		if (consumer->id.major == major)
			consumer->may_load = false;
}

/* The one try of all revocable consumers of the interface is spent. */
static void spend(const struct load *load)
{
	struct broker_identity id = { .name = load->name, .name_len = strlen(load->name) };
	struct interface *unnamed = broker_interface_find(&id, "");
	struct interface *interface;

	if (!unnamed)
		return;
	spend_at(unnamed, load->major);
	list_for_each_entry(interface, &unnamed->instances, object.node)
		spend_at(interface, load->major);
}

static void load_run(struct load *load)
{
	list_add(&load->node, &loads);
	mutex_unlock(&broker_mutex);
	load->ret = outcome(request_module("broker:%s-%u", load->name, load->major));
	mutex_lock(&broker_mutex);
	list_del(&load->node);
	WRITE_ONCE(load->done, true);
	wake_up_all(&broker_wait);
	if (load->ret)
		schedule_delayed_work(&again_work, msecs_to_jiffies(LOAD_PAUSE));
	else
		spend(load);
}

/* Wait for a request that is running, at most as long as for a pending provider. */
static int load_join(struct load *load)
{
	long left;

	mutex_unlock(&broker_mutex);
	left = wait_event_interruptible_timeout(broker_wait, READ_ONCE(load->done),
						PENDING_TIMEOUT);
	mutex_lock(&broker_mutex);
	if (left <= 0)
		return left ? -EINTR : 0;
	/* A signal to the task that ran the request is not one to this task. */
	return load->ret ? -EAGAIN : 0;
}

/**
 * broker_provider_load() - have modprobe(8) load a provider of an interface
 * @id: name and major, read before the mutex is released
 * @wait: wait for a request that runs already
 *
 * Called with broker_mutex held, which is released meanwhile. Revocable consumers
 * that want the interface are settled again if kmod had no room.
 *
 * Return: 0 if it was run or never will be, as when the kernel loads no modules: look
 * for a provider again; -EAGAIN if another try may succeed, as outcome() says, or there was
 * no memory; -EINPROGRESS if another task's
 * request is running and @wait is false; -EINTR.
 */
int broker_provider_load(const struct broker_identity *id, bool wait)
{
	struct load *load = load_find(id);
	int ret;

	lockdep_assert_held(&broker_mutex);
	if (load && !wait)
		return -EINPROGRESS;
	if (load) {
		load->refs++;
		ret = load_join(load);
		load_put(load);
		return ret;
	}
	load = kzalloc(sizeof(*load), GFP_NOIO);
	if (!load) {
		schedule_delayed_work(&again_work, msecs_to_jiffies(LOAD_PAUSE));
		return -EAGAIN;
	}
	memcpy(load->name, id->name, id->name_len);
	load->major = id->major;
	load->refs = 1;
	load_run(load);
	ret = load->ret;
	load_put(load);
	return ret;
}

/* Settle the consumers whose try is not spent yet. */
static void again(struct work_struct *unused)
{
	struct consumer *consumer;

	mutex_lock(&broker_mutex);
	list_for_each_entry(consumer, &broker_consumers, object.node)
		if (consumer->may_load)
			broker_consumer_queue(consumer);
	mutex_unlock(&broker_mutex);
}

/* No consumer is left, so the work item queues none. */
void broker_loads_exit(void)
{
	cancel_delayed_work_sync(&again_work);
}
