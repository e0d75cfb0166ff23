/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Validation of descriptors, requests, contracts and tables of clients.
 *
 * Where an int is returned for a verdict, 0 is BROKER_AGREED, a positive value is another
 * verdict, and a negative one is an errno that needs no reason.
 */
#ifndef _BROKER_VERBS_VALIDATE_H
#define _BROKER_VERBS_VALIDATE_H

#include <linux/broker/consumer.h>
#include <linux/broker/provider.h>
#include "handshake/handshake.h"

struct provider;

struct module *broker_provider_owner(const struct broker_provider *desc);
struct module *broker_request_owner(const struct broker_request *request);
struct module *broker_consumer_owner(const struct broker_consumer *desc);
enum broker_verdict broker_validate_provider(const struct broker_provider *desc,
					     struct broker_provider *copy,
					     struct broker_identity *id, char *instance,
					     bool *allocated, struct broker_reason *reason);
enum broker_verdict broker_validate_request(const struct broker_request *request,
					    struct broker_request *copy,
					    struct broker_reason *reason);
enum broker_verdict broker_validate_terms(const struct broker_request *request,
					  struct broker_identity *id, struct provider **same,
					  struct broker_reason *reason);
enum broker_verdict broker_validate_consumer(const struct broker_consumer *desc,
					     struct broker_consumer *copy,
					     struct broker_identity *id, char *instance,
					     struct broker_reason *reason);

#endif
