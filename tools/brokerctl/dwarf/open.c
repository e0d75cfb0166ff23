// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the debug information of a module: in the file, or in one that its debug link or
 * its build id leads to. libdw applies the relocations, decompresses sections and reads
 * split units.
 */
#include <dwarf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "dwarf/types.h"
#include "module/module.h"

/* The types of a unit are at its top level. */
static bool find_in_unit(struct types *types, Dwarf_Die *unit, int tag, const char *name,
			 Dwarf_Die *found)
{
	Dwarf_Die die;

	if (dwarf_child(unit, &die))
		return false;
	do {
		const char *own;

		if (!types_step(types))
			return false;
		if (tag != dwarf_tag(&die) || type_is_declaration(&die))
			continue;
		own = type_name(&die);
		if (own && !strcmp(own, name)) {
			*found = die;
			return true;
		}
	} while (!dwarf_siblingof(&die, &die));
	return false;
}

/**
 * types_find() - find a type that is not merely declared
 * @types: the debug information
 * @tag: the kind of type, DW_TAG_...
 * @name: its tag in C, or the name of the typedef
 * @die: filled
 *
 * Return: false if there is none.
 */
bool types_find(struct types *types, int tag, const char *name, Dwarf_Die *die)
{
	Dwarf_Die unit, split;
	Dwarf_CU *at = NULL;
	Dwarf_Half version;
	uint8_t type;

	while (types_step(types) &&
	       !dwarf_get_units(types->dwarf, at, &at, &version, &type, &unit, &split)) {
		if (type == DW_UT_skeleton && split.addr)
			unit = split;
		if (find_in_unit(types, &unit, tag, name, die))
			return true;
	}
	return false;
}

/*
 * The file that has a declaration; NULL if that is not known. dwarf_decl_file() crashes on
 * a unit without a table of files. Of a split unit, the other half has the table.
 */
static const char *declaring_file(Dwarf_Die *die)
{
	long long number = type_number(die, DW_AT_decl_file, -1);
	Dwarf_Die unit, other;
	Dwarf_Files *files;
	Dwarf_Half version;
	uint8_t type;
	size_t count;

	if (number < 0 || dwarf_cu_info(die->cu, &version, &type, &unit, &other, NULL, NULL, NULL))
		return NULL;
	if (type == DW_UT_split_compile && other.addr)
		unit = other;
	if (dwarf_getsrcfiles(&unit, &files, &count) || (size_t)number >= count)
		return NULL;
	return dwarf_filesrc(files, number, NULL, NULL);
}

/* The part of @path before @tail; NULL if @path does not have @tail. */
static char *before(const char *path, const char *tail)
{
	const char *at = path ? strstr(path, tail) : NULL;

	return at ? strndup(path, at - path) : NULL;
}

/* Every module that uses the broker has these two types. */
static void find_folders(struct types *types)
{
	Dwarf_Die die;

	if (types_find(types, DW_TAG_typedef, "u32", &die))
		types->kernel = before(declaring_file(&die), "include/asm-generic/");
	if (types_find(types, DW_TAG_structure_type, "broker_contract", &die))
		types->broker = before(declaring_file(&die), "contract.h");
}

static bool is_below(const char *path, const char *folder, const char *in)
{
	size_t length = folder ? strlen(folder) : 0;

	return folder && !strncmp(path, folder, length) && !strncmp(path + length, in, strlen(in));
}

/* The types declared in the file of @die are those to judge, in whatever folder it is. */
void types_own(struct types *types, Dwarf_Die *die)
{
	const char *path = declaring_file(die);

	free(types->own);
	types->own = path ? strdup(path) : NULL;
}

/* Where a type is declared. */
enum origin types_origin(const struct types *types, Dwarf_Die *die)
{
	const char *path = declaring_file(die);
	size_t length = path ? strlen(path) : 0;

	if (path && types->own && !strcmp(path, types->own))
		return OF_INTERFACE_HEADER;
	if (length > 2 && !strcmp(path + length - 2, ".c"))
		return OF_SOURCE;
	if (path && is_below(path, types->broker, ""))
		return OF_BROKER;
	if (path && (is_below(path, types->kernel, "include/") ||
		     is_below(path, types->kernel, "arch/") || strstr(path, "include/generated/")))
		return OF_KERNEL;
	return OF_INTERFACE_HEADER;
}

/* libdw reads files; this one has the decompressed module. */
static int as_file(const struct bytes *bytes)
{
	int fd = memfd_create("module", MFD_CLOEXEC);
	size_t done = 0;
	ssize_t ret;

	while (fd >= 0 && done < bytes->size) {
		ret = write(fd, bytes->data + done, bytes->size - done);
		if (ret < 0) {
			close(fd);
			return -1;
		}
		done += ret;
	}
	return fd;
}

static bool has_debug_info(struct types *types)
{
	Dwarf_Die unit, split;
	Dwarf_CU *at = NULL;
	Dwarf_Half version;
	uint8_t type;

	while (!dwarf_get_units(types->dwarf, at, &at, &version, &type, &unit, &split))
		if (type != DW_UT_skeleton || split.addr)
			return true;
	return false;
}

static enum types_open nothing_there(char *why)
{
	because(why, "has no debug information that can be read (%s): set CONFIG_DEBUG_INFO",
		dwfl_errmsg(-1) ?: "it is empty");
	return TYPES_NONE;
}

static enum types_open open_file(struct types *types, const char *path, int fd, char *why)
{
	static const Dwfl_Callbacks callbacks = {
		.find_elf = dwfl_build_id_find_elf,
		.find_debuginfo = dwfl_standard_find_debuginfo,
		.section_address = dwfl_offline_section_address,
	};
	Dwfl_Module *module;
	Dwarf_Addr bias;

	types->dwfl = dwfl_begin(&callbacks);
	if (!types->dwfl) {
		close(fd);
		return because(why, "cannot be read: out of memory");
	}
	dwfl_report_begin(types->dwfl);
	module = dwfl_report_offline(types->dwfl, path, path, fd);
	if (!module) {
		close(fd);
		return because(why, "cannot be read: %s", dwfl_errmsg(-1));
	}
	dwfl_report_end(types->dwfl, NULL, NULL);
	types->dwarf = dwfl_module_getdwarf(module, &bias);
	if (!types->dwarf || !has_debug_info(types))
		return nothing_there(why);
	find_folders(types);
	return TYPES_OPEN;
}

/**
 * types_open() - open the debug information of a module
 * @types: filled; for types_close(), also after a failure
 * @path: path of the module
 * @why: filled after a failure
 *
 * Return: TYPES_OPEN, TYPES_NONE or TYPES_BAD.
 */
enum types_open types_open(struct types *types, const char *path, char *why)
{
	struct bytes bytes;
	int fd = -1;

	*types = (struct types){};
	if (module_file_read(path, &bytes, why)) {
		free(bytes.data);
		return TYPES_BAD;
	}
	fd = as_file(&bytes);
	free(bytes.data);
	if (fd < 0)
		return because(why, "cannot be read: %s", strerror(errno));
	return open_file(types, path, fd, why);
}

void types_close(struct types *types)
{
	if (types->dwfl)
		dwfl_end(types->dwfl);
	free(types->kernel);
	free(types->broker);
	free(types->own);
	*types = (struct types){};
}
