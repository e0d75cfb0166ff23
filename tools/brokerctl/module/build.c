// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which build of a module is loaded: sysfs has the build id from the linker, and the
 * checksum of the sources from modpost, each if the file has it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "module/installed.h"

/* The id is the descriptor of a note from the linker. "" if it is no such note. */
void build_id_read(char *id, const struct bytes *note)
{
	static const char name[] = "GNU";
	Elf64_Nhdr header;
	const unsigned char *at;
	size_t i;

	*id = '\0';
	if (note->size < sizeof(header) + sizeof(name))
		return;
	memcpy(&header, note->data, sizeof(header));
	at = note->data + sizeof(header);
	if (header.n_type != NT_GNU_BUILD_ID || header.n_namesz != sizeof(name) ||
	    memcmp(at, name, sizeof(name)))
		return;
	at += sizeof(name);
	if (header.n_descsz > note->size - sizeof(header) - sizeof(name) ||
	    2 * (size_t)header.n_descsz >= BUILD_ID_SIZE)
		return;
	for (i = 0; i < header.n_descsz; i++)
		sprintf(id + 2 * i, "%02x", at[i]);
}

/* A file of /sys/module/NAME. */
static bool read_about(struct bytes *bytes, const char *root, const char *name, const char *file)
{
	char *path, why[WHY_MAX];
	bool got;

	*bytes = (struct bytes){};
	if (asprintf(&path, "%s/sys/module/%s/%s", root, name, file) < 0)
		return false;
	got = !file_read(path, bytes, why);
	free(path);
	return got;
}

/**
 * build_loaded() - which build of a module is loaded?
 * @build: filled as far as it is known
 * @root: where sys is
 * @name: name of the module
 *
 * Return: false if the module is not loaded, or built into the kernel.
 */
bool build_loaded(struct build *build, const char *root, const char *name)
{
	struct bytes bytes;
	bool is_loaded;

	*build = (struct build){};
	is_loaded = read_about(&bytes, root, name, "initstate");
	free(bytes.data);
	if (!is_loaded)
		return false;
	if (read_about(&bytes, root, name, "srcversion"))
		snprintf(build->srcversion, sizeof(build->srcversion), "%.*s",
			 (int)strcspn((char *)bytes.data, "\n"), (char *)bytes.data);
	free(bytes.data);
	if (read_about(&bytes, root, name, "notes/.note.gnu.build-id"))
		build_id_read(build->id, &bytes);
	free(bytes.data);
	return true;
}

/* Is it the build in this file? The build id is more precise than the sources. */
enum same build_compare(const struct build *loaded, const struct module *file)
{
	if (*loaded->id && *file->build_id)
		return strcmp(loaded->id, file->build_id) ? OTHER : SAME;
	if (*loaded->srcversion && file->srcversion)
		return strcmp(loaded->srcversion, file->srcversion) ? OTHER : SAME;
	return UNKNOWN;
}
