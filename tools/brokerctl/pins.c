// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which module would keep which from being unloaded: by its symbols, and by what
 * it pins. As broker/pin.c does it with modules that are loaded.
 */
#include <stdlib.h>
#include <string.h>

#include "match.h"

static bool uses_symbols_of(const struct module *user, const struct module *owner)
{
	size_t i;

	for (i = 0; owner->exports_count && i < user->imports_count; i++)
		if (module_export(owner, user->imports[i].name))
			return true;
	return false;
}

int pins_init(struct pins *pins, const struct module *modules, size_t count)
{
	size_t a, b;

	*pins = (struct pins){ modules, count, calloc(count * count + 1, sizeof(bool)) };
	if (!pins->keeps)
		return -1;
	for (a = 0; a < count; a++)
		for (b = 0; b < count; b++)
			pins->keeps[a * count + b] =
				a != b && uses_symbols_of(&modules[a], &modules[b]);
	return 0;
}

void pins_add(struct pins *pins, const struct module *consumer, const struct module *provider)
{
	pins->keeps[(consumer - pins->modules) * pins->count + (provider - pins->modules)] = true;
}

/* Return: 1 if @consumer must not pin @provider, 0 if it may, -1 without memory. */
int pins_close_cycle(const struct pins *pins, const struct module *consumer,
		     const struct module *provider)
{
	size_t *seen = calloc(pins->count, sizeof(*seen)), known = 1, i, b;
	bool *is_seen = calloc(pins->count, sizeof(*is_seen));
	int ret = 0;

	if (!seen || !is_seen)
		ret = -1;
	if (!ret) {
		seen[0] = provider - pins->modules;
		is_seen[seen[0]] = true;
	}
	for (i = 0; !ret && i < known; i++) {
		ret = seen[i] == (size_t)(consumer - pins->modules);
		for (b = 0; b < pins->count; b++) {
			if (!pins->keeps[seen[i] * pins->count + b] || is_seen[b])
				continue;
			is_seen[b] = true;
			seen[known++] = b;
		}
	}
	free(seen);
	free(is_seen);
	return ret;
}
