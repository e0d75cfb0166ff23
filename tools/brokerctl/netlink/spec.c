// SPDX-License-Identifier: GPL-2.0-only
/*
 * The objects of Documentation/netlink/specs/broker.yaml, from attributes to
 * members of a tree. Attributes that a newer kernel may add are left out; a value
 * without a name here is shown as a number.
 */
#include <uapi/linux/broker.h>

#include "netlink/netlink.h"

#define COUNT(array)	(sizeof(array) / sizeof(*(array)))

#define FIELD(name, what)	{ .key = name, .kind = what }
#define NAMES(array)		.names = array, .names_count = COUNT(array)

static const char *const verdicts[] = {
	[BROKER_AGREED] = "agreed",
	[BROKER_NO_INTERFACE] = "no-interface",
	[BROKER_OTHER_MAJOR] = "other-major",
	[BROKER_MINOR_TOO_OLD] = "minor-too-old",
	[BROKER_CONTRACT_DIFFERS] = "contract-differs",
	[BROKER_NOT_ALLOWED] = "not-allowed",
	[BROKER_GONE] = "gone",
	[BROKER_PENDING] = "pending",
	[BROKER_CYCLE] = "cycle",
	[BROKER_MALFORMED] = "malformed",
	[BROKER_TOO_NEW] = "too-new",
	[BROKER_DUPLICATE] = "duplicate",
	[BROKER_CONSUMER_TOO_OLD] = "consumer-too-old",
};

static const char *const provider_states[] = {
	[BROKER_PROVIDER_STATE_PENDING] = "pending",
	[BROKER_PROVIDER_STATE_LIVE] = "live",
	[BROKER_PROVIDER_STATE_DRAINED] = "drained",
	[BROKER_PROVIDER_STATE_LEAVING] = "leaving",
};

static const char *const provider_flags[] = {
	"signed-consumers", "revocable-only", "listed-consumers", "preferred",
};

static const char *const modes[] = {
	[BROKER_MODE_PINNED] = "pinned",
	[BROKER_MODE_REVOCABLE] = "revocable",
};

static const char *const consumer_states[] = {
	[BROKER_CONSUMER_STATE_PENDING] = "pending",
	[BROKER_CONSUMER_STATE_LIVE] = "live",
	[BROKER_CONSUMER_STATE_DETACHED] = "detached",
	[BROKER_CONSUMER_STATE_LEAVING] = "leaving",
};

static const char *const consumer_flags[] = { "movable", "autoload", "in-callback", "every" };

static const char *const link_states[] = {
	[BROKER_LINK_STATE_ATTACHING] = "attaching",
	[BROKER_LINK_STATE_CURRENT] = "current",
	[BROKER_LINK_STATE_DRAINING] = "draining",
	[BROKER_LINK_STATE_DETACHING] = "detaching",
	[BROKER_LINK_STATE_STOPPING] = "stopping",
};

static const struct field interface_fields[] = {
	[BROKER_A_INTERFACE_NAME] = FIELD("name", KIND_TEXT),
	[BROKER_A_INTERFACE_MAJOR] = FIELD("major", KIND_U32),
	[BROKER_A_INTERFACE_MINOR] = FIELD("minor", KIND_U32),
	[BROKER_A_INTERFACE_FINGERPRINT] = FIELD("fingerprint", KIND_HEX),
	[BROKER_A_INTERFACE_PROVIDERS] = FIELD("providers", KIND_U32),
	[BROKER_A_INTERFACE_CONSUMERS] = FIELD("consumers", KIND_U32),
	[BROKER_A_INTERFACE_ROW] = FIELD("rows", KIND_TEXTS),
	[BROKER_A_INTERFACE_INSTANCES] = FIELD("instances", KIND_U32),
};

static const struct field provider_fields[] = {
	[BROKER_A_PROVIDER_ID] = FIELD("id", KIND_U64),
	[BROKER_A_PROVIDER_INTERFACE] = FIELD("interface", KIND_TEXT),
	[BROKER_A_PROVIDER_MAJOR] = FIELD("major", KIND_U32),
	[BROKER_A_PROVIDER_MINOR] = FIELD("minor", KIND_U32),
	[BROKER_A_PROVIDER_FINGERPRINT] = FIELD("fingerprint", KIND_HEX),
	[BROKER_A_PROVIDER_MODULE] = FIELD("module", KIND_TEXT),
	[BROKER_A_PROVIDER_VERSION] = FIELD("version", KIND_TEXT),
	[BROKER_A_PROVIDER_TAINTS] = FIELD("taints", KIND_TEXT),
	[BROKER_A_PROVIDER_SIGNED] = FIELD("signed", KIND_YES),
	[BROKER_A_PROVIDER_PRIORITY] = FIELD("priority", KIND_S32),
	[BROKER_A_PROVIDER_STATE] = { .key = "state", .kind = KIND_NAME, NAMES(provider_states) },
	[BROKER_A_PROVIDER_FLAGS] = { .key = "flags", .kind = KIND_FLAGS, NAMES(provider_flags) },
	[BROKER_A_PROVIDER_PINS] = FIELD("pins", KIND_U32),
	[BROKER_A_PROVIDER_LINKS] = FIELD("links", KIND_U32),
	[BROKER_A_PROVIDER_AGE] = FIELD("age", KIND_SECONDS),
	[BROKER_A_PROVIDER_EVENT] = FIELD("event", KIND_U64),
	[BROKER_A_PROVIDER_INSTANCE] = FIELD("instance", KIND_TEXT),
};

static const struct field link_fields[] = {
	[BROKER_A_LINK_PROVIDER] = FIELD("provider", KIND_U64),
	[BROKER_A_LINK_MODULE] = FIELD("module", KIND_TEXT),
	[BROKER_A_LINK_STATE] = { .key = "state", .kind = KIND_NAME, NAMES(link_states) },
	[BROKER_A_LINK_ENTERED] = FIELD("entered", KIND_U64),
	[BROKER_A_LINK_LEFT] = FIELD("left", KIND_U64),
	[BROKER_A_LINK_AGE] = FIELD("age", KIND_SECONDS),
	[BROKER_A_LINK_CALLBACKS_ENTERED] = FIELD("callbacks_entered", KIND_U64),
	[BROKER_A_LINK_CALLBACKS_LEFT] = FIELD("callbacks_left", KIND_U64),
	[BROKER_A_LINK_REQUESTS] = FIELD("requests", KIND_U64),
};

static const struct field consumer_fields[] = {
	[BROKER_A_CONSUMER_ID] = FIELD("id", KIND_U64),
	[BROKER_A_CONSUMER_MODE] = { .key = "mode", .kind = KIND_NAME, NAMES(modes) },
	[BROKER_A_CONSUMER_INTERFACE] = FIELD("interface", KIND_TEXT),
	[BROKER_A_CONSUMER_MAJOR] = FIELD("major", KIND_U32),
	[BROKER_A_CONSUMER_MINOR] = FIELD("minor", KIND_U32),
	[BROKER_A_CONSUMER_MIN_MINOR] = FIELD("min_minor", KIND_U32),
	[BROKER_A_CONSUMER_MODULE] = FIELD("module", KIND_TEXT),
	[BROKER_A_CONSUMER_STATE] = { .key = "state", .kind = KIND_NAME, NAMES(consumer_states) },
	[BROKER_A_CONSUMER_FLAGS] = { .key = "flags", .kind = KIND_FLAGS, NAMES(consumer_flags) },
	[BROKER_A_CONSUMER_AGE] = FIELD("age", KIND_SECONDS),
	[BROKER_A_CONSUMER_LINK] = { .key = "links", .kind = KIND_LINKS, .beside = "flags" },
	[BROKER_A_CONSUMER_EVENT] = FIELD("event", KIND_U64),
	[BROKER_A_CONSUMER_INSTANCE] = FIELD("instance", KIND_TEXT),
	[BROKER_A_CONSUMER_WHOLE] = FIELD("whole", KIND_U64),
};

static const struct field refusal_fields[] = {
	[BROKER_A_REFUSAL_ID] = FIELD("id", KIND_U64),
	[BROKER_A_REFUSAL_VERDICT] = { .key = "verdict", .kind = KIND_NAME, NAMES(verdicts) },
	[BROKER_A_REFUSAL_ERRNO] = FIELD("errno", KIND_ERRNO),
	[BROKER_A_REFUSAL_INTERFACE] = FIELD("interface", KIND_TEXT),
	[BROKER_A_REFUSAL_MAJOR] = FIELD("major", KIND_U32),
	[BROKER_A_REFUSAL_CONSUMER] = FIELD("consumer", KIND_TEXT),
	[BROKER_A_REFUSAL_PROVIDER] = FIELD("provider", KIND_TEXT),
	[BROKER_A_REFUSAL_WHAT] = FIELD("what", KIND_TEXT),
	[BROKER_A_REFUSAL_HAVE] = FIELD("have", KIND_TEXT),
	[BROKER_A_REFUSAL_WANT] = FIELD("want", KIND_TEXT),
	[BROKER_A_REFUSAL_AGE] = FIELD("age", KIND_SECONDS),
	[BROKER_A_REFUSAL_EVENT] = FIELD("event", KIND_U64),
	[BROKER_A_REFUSAL_INSTANCE] = FIELD("instance", KIND_TEXT),
};

const struct object_type interface_type = {
	.one = "interface",
	.many = "interfaces",
	.fields = interface_fields,
	.fields_count = COUNT(interface_fields),
	.get = BROKER_CMD_INTERFACE_GET,
};

const struct object_type provider_type = {
	.one = "provider",
	.many = "providers",
	.fields = provider_fields,
	.fields_count = COUNT(provider_fields),
	.get = BROKER_CMD_PROVIDER_GET,
	.id = BROKER_A_PROVIDER_ID,
	.has_module = true,
};

const struct object_type link_type = {
	.one = "link",
	.many = "links",
	.fields = link_fields,
	.fields_count = COUNT(link_fields),
};

const struct object_type consumer_type = {
	.one = "consumer",
	.many = "consumers",
	.fields = consumer_fields,
	.fields_count = COUNT(consumer_fields),
	.get = BROKER_CMD_CONSUMER_GET,
	.id = BROKER_A_CONSUMER_ID,
	.has_module = true,
	.finish = add_bound_to,
	.finish_list = add_parts_bound_to,
};

const struct object_type refusal_type = {
	.one = "refusal",
	.many = "refusals",
	.fields = refusal_fields,
	.fields_count = COUNT(refusal_fields),
	.get = BROKER_CMD_REFUSAL_GET,
	.id = BROKER_A_REFUSAL_ID,
	.rights = LOOK_RIGHTS,
	.finish = add_refusal_line,
};
