/* SPDX-License-Identifier: GPL-2.0-only */
/* A revocable consumer of "churn" whose attach and detach hooks also call. */
#ifndef _CHURN_USER_H
#define _CHURN_USER_H

#include "churn.h"

static int churn_attach(struct broker_consumer *consumer, struct broker_link *link)
{
	return broker_ops(link, churn)->call() - 1;
}

static void churn_detach(struct broker_consumer *consumer, struct broker_link *link)
{
	if (broker_link_alive(link))
		broker_ops(link, churn)->call();
}

DEFINE_BROKER_CONSUMER(churn_user, churn, 0, .attach = churn_attach, .detach = churn_detach,
		       .flags = BROKER_MOVABLE);

#endif
