// SPDX-License-Identifier: GPL-2.0-only
/* An interface without operations; both lists may have the same name. */
#include <linux/broker/consumer.h>

#define ACME_ALARM_OPS(OP)
#define ACME_ALARM_CALLBACKS(CALLBACK)					\
	CALLBACK(0, atomic, void, rung, (void *user))
BROKER_INTERFACE_TWO_WAY(acme_alarm, 1, ACME_ALARM_OPS, ACME_ALARM_CALLBACKS);

#define ACME_TALK_OPS(OP)						\
	OP(0, sleep, int, say, (u32 word))
#define ACME_TALK_CALLBACKS(CALLBACK)					\
	CALLBACK(1, sleep, int, say, (u32 word))
BROKER_INTERFACE_TWO_WAY(acme_talk, 1, ACME_TALK_OPS, ACME_TALK_CALLBACKS);

static void rung(void *user)
{
}

static int say(u32 word)
{
	return word;
}

static const struct acme_alarm_callbacks alarm = { .rung = rung };
static const struct acme_talk_callbacks talk = { .say = say };

DEFINE_BROKER_CONSUMER_TWO_WAY(listener, acme_alarm, 0, &alarm);
DEFINE_BROKER_CONSUMER_TWO_WAY(talker, acme_talk, 1, &talk);

static int __init both_init(void)
{
	static_assert(acme_talk_minor == 1);
	return broker_consumer_register(&listener) ?: broker_consumer_register(&talker);
}
module_init(both_init);
