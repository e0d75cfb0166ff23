// SPDX-License-Identifier: GPL-2.0-only
/*
 * The errno of a verdict, and the line that is printed. Pure functions, like the
 * handshake, and compiled with it for userspace.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "handshake/handshake.h"

static const int errnos[] = {
	[BROKER_NO_INTERFACE]		= -ENOENT,
	[BROKER_OTHER_MAJOR]		= -EPROTONOSUPPORT,
	[BROKER_MINOR_TOO_OLD]		= -EOPNOTSUPP,
	[BROKER_CONTRACT_DIFFERS]	= -EPROTO,
	[BROKER_NOT_ALLOWED]		= -EACCES,
	[BROKER_GONE]			= -ENODEV,
	[BROKER_PENDING]		= -EBUSY,
	[BROKER_CYCLE]			= -ELOOP,
	[BROKER_MALFORMED]		= -EINVAL,
	[BROKER_TOO_NEW]		= -E2BIG,
	[BROKER_DUPLICATE]		= -EEXIST,
	[BROKER_CONSUMER_TOO_OLD]	= -EOPNOTSUPP,
};

/**
 * broker_verdict_errno() - what a function of the API returns for a verdict
 * @verdict: the verdict
 *
 * Return: 0 for BROKER_AGREED, else a negative errno.
 */
int broker_verdict_errno(enum broker_verdict verdict)
{
	return errnos[verdict];
}

enum broker_verdict broker_reason(struct broker_reason *reason, enum broker_verdict verdict,
				  const char *have, const char *want, const char *fmt, ...)
{
	va_list args;

	reason->verdict = verdict;
	snprintf(reason->have, sizeof(reason->have), "%s", have ?: "");
	snprintf(reason->want, sizeof(reason->want), "%s", want ?: "");
	va_start(args, fmt);
	vsnprintf(reason->what, sizeof(reason->what), fmt, args);
	va_end(args);
	return verdict;
}

/**
 * broker_which() - put an instance of an interface into words
 * @which: filled, BROKER_WHICH_MAX bytes
 * @id: the interface; only its name and major are used
 * @instance: name of the instance, or empty
 *
 *	bar_api 1
 *	bar_api/0000:3b:00.0 1
 *
 * Return: @which.
 */
const char *broker_which(char *which, const struct broker_identity *id, const char *instance)
{
	snprintf(which, BROKER_WHICH_MAX, "%.*s%s%s %u", (int)id->name_len, id->name,
		 *instance ? "/" : "", instance, id->major);
	return which;
}

/* ': have "...", want "..."', or as much of it as there is to show. */
static void put_sides(char *sides, size_t size, const struct broker_reason *reason)
{
	const char *have = reason->have, *want = reason->want;

	*sides = '\0';
	if (*have || *want)
		snprintf(sides, size, ": have %s%s%s, want %s%s%s",
			 *have ? "\"" : "", *have ? have : "nothing", *have ? "\"" : "",
			 *want ? "\"" : "", *want ? want : "nothing", *want ? "\"" : "");
}

/**
 * broker_refusal_line() - put a refusal into words
 * @line: filled, BROKER_LINE_MAX bytes; without the prefix "broker: "
 * @consumer: the consumer that was refused; empty if a provider was refused
 * @provider: the provider that refused or was refused; empty if there is none
 * @id: the interface; without a name if it is not known
 * @instance: name of the instance, or empty
 * @reason: why
 *
 *	foo: bar_api 1 refused by bar: op 2 'write': have "...", want "..."
 *	foo: bar_api 1 refused: no provider
 *	bar: provider of bar_api 1 refused: ...
 *	bar: provider refused: ...
 */
void broker_refusal_line(char *line, const char *consumer, const char *provider,
			 const struct broker_identity *id, const char *instance,
			 const struct broker_reason *reason)
{
	bool by = *consumer && *provider;
	char which[BROKER_WHICH_MAX] = "";
	char sides[2 * sizeof(reason->have) + 32];

	if (id->name_len)
		broker_which(which, id, instance);
	put_sides(sides, sizeof(sides), reason);
	snprintf(line, BROKER_LINE_MAX, "%s: %s%s%s refused%s%s: %s%s",
		 *consumer ? consumer : provider,
		 !*consumer ? "provider" : id->name_len ? "" : "request",
		 !*consumer && id->name_len ? " of " : "", which,
		 by ? " by " : "", by ? provider : "", reason->what, sides);
}
