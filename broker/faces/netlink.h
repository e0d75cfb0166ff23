/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by netlink.c, dump.c, message.c, major.c, event.c and family.c. The rest of the
 * broker does not deal with sockets.
 */
#ifndef _BROKER_NETLINK_H
#define _BROKER_NETLINK_H

#include <net/genetlink.h>

#include "objects/consumer.h"
#include "objects/hold.h"
#include "objects/interface.h"
#include "objects/provider.h"
#include "objects/refusal.h"

/* family.c: the family that tools talk to */
extern struct genl_family broker_family;

int broker_netlink_init(void);
void broker_netlink_exit(void);
bool broker_netlink_is_trusted(const struct sk_buff *skb);
int broker_netlink_check_trusted(const struct sk_buff *skb, struct netlink_ext_ack *extack);

/* message.c */

/**
 * struct message - how the message about an object begins, and what is in it
 * @portid: port of the request that is answered; 0 for an event
 * @seq: sequence number of the request
 * @flags: NLM_F_MULTI in a dump
 * @cmd: BROKER_CMD_...
 * @now: the time that ages are measured to, in ns of ktime_get_ns()
 * @cb: state of a dump, or NULL
 * @trusted: the reader may see more than /proc/modules shows every user
 * @event: number of the event; 0 if it is an answer
 */
struct message {
	u32 portid;
	u32 seq;
	int flags;
	u8 cmd;
	u64 now;
	struct netlink_callback *cb;
	bool trusted;
	u64 event;
};

unsigned int broker_list_length(const struct list_head *list);
void *broker_message_begin(struct sk_buff *skb, const struct message *m);
int broker_message_end(struct sk_buff *skb, void *header, int ret);
int broker_message_put_identity(struct sk_buff *skb, const struct broker_identity *id, int name,
				int major, int minor);

int broker_message_provider(struct sk_buff *skb, const struct message *m,
			    const struct provider *provider);
int broker_message_consumer(struct sk_buff *skb, const struct message *m,
			    const struct consumer *consumer);
int broker_message_hold(struct sk_buff *skb, const struct message *m, const struct hold *hold);
int broker_message_refusal(struct sk_buff *skb, const struct message *m,
			   const struct refusal *refusal);

/* major.c */
bool broker_interface_has_major(const struct interface *interface, unsigned int major);
bool broker_interface_next_major(const struct interface *interface, unsigned int from,
				 unsigned int *major);
size_t broker_interface_rows_size(const struct interface *interface, unsigned int major);
int broker_message_interface(struct sk_buff *skb, const struct message *m,
			     const struct interface *interface, unsigned int major);

#endif
