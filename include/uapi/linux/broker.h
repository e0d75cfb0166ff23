/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/broker.yaml */
/* YNL-GEN uapi header */

#ifndef _UAPI_LINUX_BROKER_H
#define _UAPI_LINUX_BROKER_H

#define BROKER_FAMILY_NAME	"broker"
#define BROKER_FAMILY_VERSION	1

/**
 * enum broker_verdict - What a handshake or a registration came to.
 * @BROKER_AGREED: the two fit
 * @BROKER_NO_INTERFACE: nobody provides the interface
 * @BROKER_OTHER_MAJOR: providers of other majors only
 * @BROKER_MINOR_TOO_OLD: the provider is older than the consumer can do with
 * @BROKER_CONTRACT_DIFFERS: the two were compiled with different interface
 *   headers
 * @BROKER_NOT_ALLOWED: policy, by signature or list
 * @BROKER_GONE: a module that is being unloaded
 * @BROKER_PENDING: the provider's init has not returned
 * @BROKER_CYCLE: two modules would keep each other loaded
 * @BROKER_MALFORMED: a descriptor, contract or table that is not fit for use
 * @BROKER_TOO_NEW: made for a later broker
 * @BROKER_DUPLICATE: registered already
 */
enum broker_verdict {
	BROKER_AGREED,
	BROKER_NO_INTERFACE,
	BROKER_OTHER_MAJOR,
	BROKER_MINOR_TOO_OLD,
	BROKER_CONTRACT_DIFFERS,
	BROKER_NOT_ALLOWED,
	BROKER_GONE,
	BROKER_PENDING,
	BROKER_CYCLE,
	BROKER_MALFORMED,
	BROKER_TOO_NEW,
	BROKER_DUPLICATE,
};

/**
 * enum broker_provider_state - How far a provider has come.
 * @BROKER_PROVIDER_STATE_PENDING: its module's init is running
 * @BROKER_PROVIDER_STATE_LIVE: its module's init has returned 0
 * @BROKER_PROVIDER_STATE_DRAINED: live, but told by an administrator to serve
 *   nobody
 * @BROKER_PROVIDER_STATE_LEAVING: off its interface, waits for those who still
 *   use it
 */
enum broker_provider_state {
	BROKER_PROVIDER_STATE_PENDING,
	BROKER_PROVIDER_STATE_LIVE,
	BROKER_PROVIDER_STATE_DRAINED,
	BROKER_PROVIDER_STATE_LEAVING,
};

/**
 * enum broker_provider_flags - What a provider asks of its consumers, and what
 *   it was told.
 * @BROKER_PROVIDER_FLAGS_SIGNED_CONSUMERS: it serves modules with a valid
 *   signature only
 * @BROKER_PROVIDER_FLAGS_REVOCABLE_ONLY: it is not to be pinned
 * @BROKER_PROVIDER_FLAGS_LISTED_CONSUMERS: it serves the modules that it lists
 * @BROKER_PROVIDER_FLAGS_PREFERRED: an administrator has put it before all
 *   others
 */
enum broker_provider_flags {
	BROKER_PROVIDER_FLAGS_SIGNED_CONSUMERS = 1,
	BROKER_PROVIDER_FLAGS_REVOCABLE_ONLY = 2,
	BROKER_PROVIDER_FLAGS_LISTED_CONSUMERS = 4,
	BROKER_PROVIDER_FLAGS_PREFERRED = 8,
};

/**
 * enum broker_mode - What binds a consumer to its provider.
 * @BROKER_MODE_PINNED: keeps the provider's module loaded, from get to put
 * @BROKER_MODE_REVOCABLE: is attached and detached as providers come and go
 */
enum broker_mode {
	BROKER_MODE_PINNED,
	BROKER_MODE_REVOCABLE,
};

/**
 * enum broker_consumer_state - How far a consumer has come; a pinned one is
 *   live.
 * @BROKER_CONSUMER_STATE_PENDING: its module's init is running
 * @BROKER_CONSUMER_STATE_LIVE: is bound, or waits for a provider
 * @BROKER_CONSUMER_STATE_DETACHED: live, but told by an administrator to stay
 *   detached
 * @BROKER_CONSUMER_STATE_LEAVING: is being unregistered, or its module is gone
 */
enum broker_consumer_state {
	BROKER_CONSUMER_STATE_PENDING,
	BROKER_CONSUMER_STATE_LIVE,
	BROKER_CONSUMER_STATE_DETACHED,
	BROKER_CONSUMER_STATE_LEAVING,
};

/**
 * enum broker_consumer_flags - What a consumer asks for, and what it is doing.
 * @BROKER_CONSUMER_FLAGS_MOVABLE: may go over to another provider while it is
 *   attached
 * @BROKER_CONSUMER_FLAGS_AUTOLOAD: has modprobe(8) asked for a provider
 * @BROKER_CONSUMER_FLAGS_IN_CALLBACK: one of its callbacks is running
 */
enum broker_consumer_flags {
	BROKER_CONSUMER_FLAGS_MOVABLE = 1,
	BROKER_CONSUMER_FLAGS_AUTOLOAD = 2,
	BROKER_CONSUMER_FLAGS_IN_CALLBACK = 4,
};

/**
 * enum broker_link_state - How far a link has come, and how far it has gone.
 * @BROKER_LINK_STATE_ATTACHING: attach is running
 * @BROKER_LINK_STATE_CURRENT: calls are made through it
 * @BROKER_LINK_STATE_DRAINING: waits for the calls that are inside
 * @BROKER_LINK_STATE_DETACHING: detach is running, or about to
 */
enum broker_link_state {
	BROKER_LINK_STATE_ATTACHING,
	BROKER_LINK_STATE_CURRENT,
	BROKER_LINK_STATE_DRAINING,
	BROKER_LINK_STATE_DETACHING,
};

enum {
	BROKER_A_INTERFACE_PAD = 1,
	BROKER_A_INTERFACE_NAME,
	BROKER_A_INTERFACE_MAJOR,
	BROKER_A_INTERFACE_MINOR,
	BROKER_A_INTERFACE_FINGERPRINT,
	BROKER_A_INTERFACE_PROVIDERS,
	BROKER_A_INTERFACE_CONSUMERS,
	BROKER_A_INTERFACE_ROW,

	__BROKER_A_INTERFACE_MAX,
	BROKER_A_INTERFACE_MAX = (__BROKER_A_INTERFACE_MAX - 1)
};

enum {
	BROKER_A_PROVIDER_PAD = 1,
	BROKER_A_PROVIDER_ID,
	BROKER_A_PROVIDER_INTERFACE,
	BROKER_A_PROVIDER_MAJOR,
	BROKER_A_PROVIDER_MINOR,
	BROKER_A_PROVIDER_FINGERPRINT,
	BROKER_A_PROVIDER_MODULE,
	BROKER_A_PROVIDER_VERSION,
	BROKER_A_PROVIDER_TAINTS,
	BROKER_A_PROVIDER_SIGNED,
	BROKER_A_PROVIDER_PRIORITY,
	BROKER_A_PROVIDER_STATE,
	BROKER_A_PROVIDER_FLAGS,
	BROKER_A_PROVIDER_PINS,
	BROKER_A_PROVIDER_LINKS,
	BROKER_A_PROVIDER_AGE,
	BROKER_A_PROVIDER_EVENT,

	__BROKER_A_PROVIDER_MAX,
	BROKER_A_PROVIDER_MAX = (__BROKER_A_PROVIDER_MAX - 1)
};

enum {
	BROKER_A_LINK_PAD = 1,
	BROKER_A_LINK_PROVIDER,
	BROKER_A_LINK_MODULE,
	BROKER_A_LINK_STATE,
	BROKER_A_LINK_ENTERED,
	BROKER_A_LINK_LEFT,
	BROKER_A_LINK_AGE,

	__BROKER_A_LINK_MAX,
	BROKER_A_LINK_MAX = (__BROKER_A_LINK_MAX - 1)
};

enum {
	BROKER_A_CONSUMER_PAD = 1,
	BROKER_A_CONSUMER_ID,
	BROKER_A_CONSUMER_MODE,
	BROKER_A_CONSUMER_INTERFACE,
	BROKER_A_CONSUMER_MAJOR,
	BROKER_A_CONSUMER_MINOR,
	BROKER_A_CONSUMER_MIN_MINOR,
	BROKER_A_CONSUMER_MODULE,
	BROKER_A_CONSUMER_STATE,
	BROKER_A_CONSUMER_FLAGS,
	BROKER_A_CONSUMER_AGE,
	BROKER_A_CONSUMER_LINK,
	BROKER_A_CONSUMER_EVENT,

	__BROKER_A_CONSUMER_MAX,
	BROKER_A_CONSUMER_MAX = (__BROKER_A_CONSUMER_MAX - 1)
};

enum {
	BROKER_A_REFUSAL_PAD = 1,
	BROKER_A_REFUSAL_ID,
	BROKER_A_REFUSAL_VERDICT,
	BROKER_A_REFUSAL_ERRNO,
	BROKER_A_REFUSAL_INTERFACE,
	BROKER_A_REFUSAL_MAJOR,
	BROKER_A_REFUSAL_CONSUMER,
	BROKER_A_REFUSAL_PROVIDER,
	BROKER_A_REFUSAL_WHAT,
	BROKER_A_REFUSAL_HAVE,
	BROKER_A_REFUSAL_WANT,
	BROKER_A_REFUSAL_AGE,
	BROKER_A_REFUSAL_EVENT,

	__BROKER_A_REFUSAL_MAX,
	BROKER_A_REFUSAL_MAX = (__BROKER_A_REFUSAL_MAX - 1)
};

enum {
	BROKER_CMD_INTERFACE_GET = 1,
	BROKER_CMD_PROVIDER_GET,
	BROKER_CMD_CONSUMER_GET,
	BROKER_CMD_REFUSAL_GET,
	BROKER_CMD_PROVIDER_PREFER,
	BROKER_CMD_PROVIDER_DRAIN,
	BROKER_CMD_CONSUMER_DETACH,
	BROKER_CMD_CONSUMER_ATTACH,
	BROKER_CMD_PROVIDER_CAME_NTF,
	BROKER_CMD_PROVIDER_WENT_NTF,
	BROKER_CMD_CONSUMER_ATTACHED_NTF,
	BROKER_CMD_CONSUMER_MOVED_NTF,
	BROKER_CMD_CONSUMER_DETACHED_NTF,
	BROKER_CMD_REFUSED_NTF,

	__BROKER_CMD_MAX,
	BROKER_CMD_MAX = (__BROKER_CMD_MAX - 1)
};

#define BROKER_MCGRP_EVENTS	"events"

#endif /* _UAPI_LINUX_BROKER_H */
