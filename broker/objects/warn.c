// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines that a client can cause as often as it likes. Each cause has its own limit:
 * however long a loop has filled the log, the first lines of another cause are printed,
 * and so are all lines that a person causes with a few tries.
 */
#include <linux/jhash.h>
#include <linux/jiffies.h>
#include <linux/mutex.h>
#include <linux/string.h>

#include "handshake/handshake.h"
#include "objects/warn.h"

#define BURST		10		/* lines of one cause */
#define INTERVAL	(60 * HZ)	/* in this time */

/*
 * A cause is identified by a hash of its line, without the name of an instance, as
 * there may be a thousand of them. Two causes in one place replace each other.
 */
struct cause {
	u64 hash;
	unsigned long since;
	unsigned int lines;
	unsigned int left_out;
};

static DEFINE_MUTEX(warn_mutex);	/* the causes, the line; innermost */
static struct cause causes[512];

/* Hash of a line without the text between a slash and a blank: see broker_which(). */
static u64 hash_of(const char *line)
{
	u32 high = 0, low = 1;

	while (*line) {
		size_t len = strcspn(line, "/");

		high = jhash(line, len, high);
		low = jhash(line, len, low);
		line += len;
		line += strcspn(line, " ");
	}
	return (u64)high << 32 | low;
}

/* Is the line to be printed? Sets @left_out to the number left out since the last one. */
static bool count(u64 hash, unsigned int *left_out)
{
	struct cause *cause = &causes[hash % ARRAY_SIZE(causes)];
	bool known = cause->hash == hash;

	lockdep_assert_held(&warn_mutex);
	*left_out = 0;
	if (!known || time_after(jiffies, cause->since + INTERVAL)) {
		*left_out = known ? cause->left_out : 0;
		*cause = (struct cause){ .hash = hash, .since = jiffies };
	}
	if (cause->lines == BURST) {
		cause->left_out++;
		return false;
	}
	cause->lines++;
	return true;
}

/**
 * broker_warn_limited() - print a line to the kernel log, unless it was printed often enough
 * @fmt: the line without prefix and newline; lines that differ only in the instance have one
 *	cause
 */
void broker_warn_limited(const char *fmt, ...)
{
	static char line[BROKER_LINE_MAX];	/* too large for the stack */
	unsigned int left_out;
	va_list args;

	mutex_lock(&warn_mutex);
	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	if (!count(hash_of(line), &left_out))
		;
	else if (left_out)
		pr_warn("%s (and %u times more, not printed)\n", line, left_out);
	else
		pr_warn("%s\n", line);
	mutex_unlock(&warn_mutex);
}
