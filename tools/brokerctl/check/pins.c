// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which module would prevent the unload of which other module, because it uses its
 * symbols or pins its providers. As broker/objects/pin.c for modules that are loaded.
 */
#include <stdlib.h>
#include <string.h>

#include "check/match.h"

/* The modules whose symbols @user uses. A rejected module keeps no other one. */
static void add_owners(struct pins *pins, const struct exports *exports, size_t user)
{
	const struct module *module = &pins->modules[user];
	size_t i;

	for (i = 0; i < module->imports_count; i++) {
		const struct exported *at = NULL;

		while ((at = exports_next(exports, module->imports[i].name, at)))
			if (at->module != user && pins->modules[at->module].fate != REJECTED)
				pins->keeps[user * pins->count + at->module] = true;
	}
}

int pins_init(struct pins *pins, const struct module *modules, size_t count)
{
	struct exports exports;
	size_t i;

	*pins = (struct pins){ modules, count, calloc(count * count + 1, sizeof(bool)) };
	if (!pins->keeps || exports_init(&exports, modules, count))
		return -1;
	for (i = 0; i < count; i++)
		if (modules[i].fate != REJECTED)
			add_owners(pins, &exports, i);
	exports_free(&exports);
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
