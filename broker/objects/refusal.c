// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every refusal is one line in the kernel log that names both sides, and is
 * kept for tools to read.
 */
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/slab.h>

#include "event.h"
#include "objects/refusal.h"
#include "objects/warn.h"

static DEFINE_MUTEX(refusals_mutex);	/* the list, the counts, the line */
static LIST_HEAD(refusals);
static unsigned int refusals_kept;
static u64 last_id;				/* counts all refusals */

int broker_refusal_errno(const struct refusal *refusal)
{
	return broker_verdict_errno(refusal->reason.verdict);
}

/* Note which interface the refusal is about; @instance is a name, or empty. */
void broker_refusal_of(struct refusal *refusal, const struct broker_identity *id,
		       const char *instance)
{
	snprintf(refusal->interface, sizeof(refusal->interface), "%.*s",
		 (int)id->name_len, id->name);
	refusal->major = id->major;
	strscpy(refusal->instance, instance, sizeof(refusal->instance));
}

/* The line is too long for the stack, and not worth failing for. */
static void print(const struct refusal *r)
{
	const struct broker_identity id = {
		.name = r->interface, .name_len = strlen(r->interface), .major = r->major
	};
	static char line[BROKER_LINE_MAX];

	lockdep_assert_held(&refusals_mutex);
	broker_refusal_line(line, r->consumer, r->provider, &id, r->instance, &r->reason);
	broker_warn_limited("%s", line);
}

/**
 * broker_refusal_report() - print a refusal and keep it
 * @refusal: allocated with kmalloc(); owned by the list afterwards
 *
 * Return: the errno of its verdict.
 */
int broker_refusal_report(struct refusal *refusal)
{
	int ret = broker_refusal_errno(refusal);
	struct refusal *oldest = NULL;

	refusal->since = ktime_get_ns();
	mutex_lock(&refusals_mutex);
	print(refusal);
	refusal->id = ++last_id;
	list_add(&refusal->node, &refusals);
	if (refusals_kept == REFUSALS_KEPT) {
		oldest = list_last_entry(&refusals, struct refusal, node);
		list_del(&oldest->node);
	} else {
		refusals_kept++;
	}
	broker_event_refusal(refusal);		/* another may push it out once we unlock */
	mutex_unlock(&refusals_mutex);
	kfree(oldest);
	return ret;
}

/* Print why an unregister function returned @ret. */
void broker_unregister_failed(const char *name, const char *what, int ret)
{
	broker_warn_limited("%s: unregisters a %s %s", name, what,
			    ret == -ENOENT ? "that is not registered" :
			    ret == -EALREADY ? "that is being unregistered" :
					"from a hook of its own, which would wait for itself");
}

/* Copies the latest refusal. Returns false if there was none yet. */
bool broker_refusal_latest(struct refusal *copy)
{
	const struct refusal *latest;

	mutex_lock(&refusals_mutex);
	latest = list_first_entry_or_null(&refusals, struct refusal, node);
	if (latest)
		*copy = *latest;
	mutex_unlock(&refusals_mutex);
	return latest;
}

/**
 * broker_refusals_walk() - look at the refusals that are kept, the oldest first
 * @after: an id; begin behind it
 * @visit: called for each, with the number of refusals so far, which differs if the list
 *	has changed; returns false to end the walk
 * @data: passed on to @visit
 */
void broker_refusals_walk(u64 after, bool (*visit)(const struct refusal *refusal, u64 generation,
						   void *data), void *data)
{
	const struct refusal *refusal;

	mutex_lock(&refusals_mutex);
	list_for_each_entry_reverse(refusal, &refusals, node)
		if (refusal->id > after && !visit(refusal, last_id, data))
			break;
	mutex_unlock(&refusals_mutex);
}

void broker_refusals_exit(void)
{
	struct refusal *refusal, *next;

	list_for_each_entry_safe(refusal, next, &refusals, node) {
		list_del(&refusal->node);
		kfree(refusal);
	}
	refusals_kept = 0;
}
