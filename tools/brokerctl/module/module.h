/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The contents of a module's file: the interfaces of the broker that it provides and
 * requires, and the symbols that it exports and imports.
 */
#ifndef _BROKERCTL_MODULE_H
#define _BROKERCTL_MODULE_H

#include <stdlib.h>
#include <string.h>

#include "common/array.h"
#include "handshake/handshake.h"
#include "module/object.h"

#define NAME_SIZE	(BROKER_NAME_MAX + 1)
#define INSTANCE_MAX	40	/* BROKER_INSTANCE_MAX, from a header for the kernel */

/*
 * Bounds that no module comes near, so that no file takes long or much memory: interfaces
 * that it declares, provisions, requirements, namespaces; size of its .modinfo;
 * length of a symbol's name, as in the kernel, and of all names together.
 */
#define PARTS_MAX	128
#define MODINFO_MAX_KB	1024
#define SYMBOL_NAME_MAX	511
#define NAMES_MAX_MB	64

/* Digits of the longest build id, and a NUL. */
#define BUILD_ID_SIZE	129

enum rows_of { OF_INTERFACE, OF_CALLBACKS, OF_STRUCT };

/* A contract, as far as its rows are adjacent. Not checked until it is used. */
struct rows {
	struct broker_contract contract;
	enum rows_of of;
	bool used;		/* callbacks of an interface */
};

/* An interface of a module, with a contract that is well formed. */
struct interface {
	struct broker_contract contract;
	const struct broker_contract *structs[BROKER_STRUCTS_MAX + 2];
	struct broker_identity id;
	char name[NAME_SIZE];
};

/**
 * struct options - the optional members that a descriptor sets
 * @priority: priority of a provider
 * @flags: as in provider.h or link.h
 * @consumers: names of the modules that may bind, @consumers_size bytes, each ended
 *	by NUL; NULL: any module
 * @consumers_size: see there
 * @attaches: a provider has an attach hook
 * @min_minor: the oldest minor of consumers that a provider serves
 * @instance: name of the instance; "" if it has none
 * @no_priority: the file does not show it
 * @no_flags: the file does not show them
 * @no_consumers: the file does not show them
 * @no_instance: there is one, but the file does not show its name
 */
struct options {
	long priority;
	unsigned int flags;
	char *consumers;
	size_t consumers_size;
	bool attaches;
	long min_minor;
	char instance[INSTANCE_MAX + 1];
	bool no_priority;
	bool no_flags;
	bool no_consumers;
	bool no_instance;
};

struct offer {
	const struct interface *interface;
	const char *row;
	struct options options;
};

struct need {
	const struct interface *interface;
	const char *row;
	unsigned int min_minor;
	bool pinned;
	struct options options;
};

struct export {
	const char *name;
	const char *namespace;	/* "" if none */
	uint32_t crc;
	bool has_crc;
	bool gpl;
};

struct import {
	const char *name;
	bool weak;
};

/* A CRC that the module was linked with. */
struct version {
	const char *name;
	uint32_t crc;
};

/* The result for a module if the modules were loaded, see load.c. */
enum fate {
	PENDING,	/* or not judged */
	LOADED,
	REJECTED,	/* by the loader */
};

/**
 * struct module - a module that is not loaded
 * @path: path of its file
 * @object: its file, while it is read
 * @name: its name when it is loaded
 * @license: "unspecified" if it has none
 * @vermagic: NULL if it has none
 * @srcversion: NULL if it has none
 * @build_id: the id from the linker, in hex; "" if it has none
 * @gets: possible names of symbols that it gets by symbol_get(), @gets_count of them
 * @gets_count: see there
 * @namespaces: namespaces that it imports, @namespaces_count of them
 * @namespaces_count: see there
 * @is_signed: the file ends with something that looks like a signature
 * @in_tree: it is marked as built with the kernel
 * @has_versions: it was linked with CRCs
 * @long_versions: their names may be of any length (CONFIG_EXTENDED_MODVERSIONS)
 * @modinfo: rows, each ended by NUL; a copy
 * @names: names of exports, imports and versions
 * @rows: contracts, @rows_count of them
 * @rows_count: see there
 * @interfaces: the interfaces that it declares, @interfaces_count of them
 * @interfaces_count: see there
 * @offers: what it provides, @offers_count of them
 * @offers_count: see there
 * @needs: what it requires, @needs_count of them
 * @needs_count: see there
 * @exports: its exported symbols, @exports_count of them, by name
 * @exports_count: see there
 * @imports: symbols it needs, @imports_count of them
 * @imports_count: see there
 * @versions: the CRCs it was linked with, @versions_count of them, by name
 * @versions_count: see there
 * @fate: whether it would be loaded
 * @needed: it is judged, or exports symbols that a judged module imports
 * @in_circle: it is rejected because it would have to be loaded before itself
 *
 * No pointer leads into the file: files are not kept, because there may be thousands.
 */
struct module {
	char *path;
	struct object object;
	char name[64 - sizeof(unsigned long)];
	const char *license;
	const char *vermagic;
	const char *srcversion;
	char build_id[BUILD_ID_SIZE];
	const char *namespaces[PARTS_MAX];
	size_t namespaces_count;
	bool is_signed;
	bool in_tree;
	bool has_versions;
	bool long_versions;
	struct bytes modinfo;
	char *names;

	struct rows *rows;
	size_t rows_count;
	struct interface *interfaces;
	size_t interfaces_count;
	struct offer *offers;
	size_t offers_count;
	struct need *needs;
	size_t needs_count;

	struct export *exports;
	size_t exports_count;
	struct import *imports;
	size_t imports_count;
	struct version *versions;
	size_t versions_count;
	const char **gets;
	size_t gets_count;

	enum fate fate;
	bool needed;
	bool in_circle;
};

/* compressed.c */
int module_file_read(const char *path, struct bytes *bytes, char *why);

/* module.c */
int module_read(struct module *module, const char *path, char *why);
int module_parse(struct module *module, struct bytes bytes, const char *path, char *why);
void module_free(struct module *module);
bool module_imports_namespace(const struct module *module, const char *namespace);
bool module_takes_part(const struct module *module);

/* modinfo.c */
int module_modinfo(struct module *module, char *why);
const char *module_next_row(const struct module *module, const char *row);
const char *module_row(const struct module *module, const char *tag, const char *after);

/* signature.c */
bool signature_is_there(const struct bytes *bytes);
char *signature_signer(const char *path);

/* rows.c */
int module_rows(struct module *module, char *why);

/* reason.c */
void reason_text(char *line, const struct broker_reason *reason);

/* symbols.c */
int module_symbols(struct module *module, char *why);
const struct export *module_export(const struct module *module, const char *name);
const struct version *module_version(const struct module *module, const char *name);

/* gets.c */
int module_gets(struct module *module, char *why);

/* build.c */
void build_id_read(char *id, const struct bytes *note);

/* exports.c: the exports of several modules */

struct exported {
	const char *name;
	size_t module;		/* index of the exporter */
	const struct export *export;
};

/* Sorted by name; exports of one name are in the order of the modules. */
struct exports {
	struct exported *list;
	size_t count;
};

int exports_init(struct exports *exports, const struct module *modules, size_t count);
void exports_free(struct exports *exports);
const struct exported *exports_next(const struct exports *exports, const char *name,
				    const struct exported *before);

/* options.c */
void options_read(struct options *options, const char *text);

#endif
