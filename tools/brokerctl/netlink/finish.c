// SPDX-License-Identifier: GPL-2.0-only
/*
 * Members of an object that follow from its others.
 */
#include <stdio.h>

#include "handshake/handshake.h"
#include "netlink/netlink.h"

/* Add the names of those that it is bound to, and not of those that it is leaving. */
void add_bound_to(struct json_object *consumer)
{
	struct json_object *links = json_object_object_get(consumer, "links"), *modules;
	size_t i;

	if (!links)
		return;
	modules = add_array(consumer, "bound_to");
	for (i = 0; i < json_object_array_length(links); i++) {
		struct json_object *link = json_object_array_get_idx(links, i);

		if (is_text(link, "state", "attaching") || is_text(link, "state", "current"))
			append_text(modules, text_of(link, "module"));
	}
}

/* Add what the kernel's log says, as made by the same function. */
void add_refusal_line(struct json_object *refusal)
{
	struct broker_reason reason = {};
	char line[BROKER_LINE_MAX];

	snprintf(reason.what, sizeof(reason.what), "%s", text_of(refusal, "what"));
	snprintf(reason.have, sizeof(reason.have), "%s", text_of(refusal, "have"));
	snprintf(reason.want, sizeof(reason.want), "%s", text_of(refusal, "want"));
	broker_refusal_line(line, text_of(refusal, "consumer"), text_of(refusal, "provider"),
			    text_of(refusal, "interface"), number_of(refusal, "major"), &reason);
	add_text(refusal, "line", line);
}
