// SPDX-License-Identifier: GPL-2.0-only
/*
 * Why two contracts do not agree, in the broker's words.
 */
#include <string.h>

#include "module/module.h"

/* Fill @line, BROKER_LINE_MAX bytes, with the broker's message after "refused: ". */
void reason_text(char *line, const struct broker_reason *reason)
{
	static const char head[] = "it: request refused: ";
	static const struct broker_identity none;

	broker_refusal_line(line, "it", "", &none, "", reason);
	memmove(line, line + strlen(head), strlen(line + strlen(head)) + 1);
}
