// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which of several modules exports a symbol.
 */
#include <stdlib.h>
#include <string.h>

#include "module/module.h"

static int compare(const void *a, const void *b)
{
	const struct exported *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	return order ?: left->module < right->module ? -1 : left->module > right->module;
}

/**
 * exports_init() - list the exports of modules
 * @exports: filled; for exports_free(), also after a failure
 * @modules: the modules, which must stay valid for as long as @exports
 * @count: their number
 *
 * Return: 0, or -1 if there is no memory.
 */
int exports_init(struct exports *exports, const struct module *modules, size_t count)
{
	size_t total = 0, i, j;

	for (i = 0; i < count; i++)
		total += modules[i].exports_count;
	*exports = (struct exports){ .list = calloc(total + 1, sizeof(*exports->list)) };
	if (!exports->list)
		return -1;
	for (i = 0; i < count; i++)
		for (j = 0; j < modules[i].exports_count; j++) {
			const struct export *export = &modules[i].exports[j];

			exports->list[exports->count++] = (struct exported){
				export->name, i, export,
			};
		}
	qsort(exports->list, exports->count, sizeof(*exports->list), compare);
	return 0;
}

void exports_free(struct exports *exports)
{
	free(exports->list);
	*exports = (struct exports){};
}

/* The next export of this name after @before; the first if that is NULL. NULL if none. */
const struct exported *exports_next(const struct exports *exports, const char *name,
				    const struct exported *before)
{
	size_t low = before ? before - exports->list + 1 : 0;
	size_t high = before ? low : exports->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(exports->list[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == exports->count || strcmp(exports->list[low].name, name))
		return NULL;
	return &exports->list[low];
}
