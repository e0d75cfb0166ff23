/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Relocatable 64-bit ELF objects of this machine, in memory. All offsets and sizes in a
 * file are checked against the size of the file before they are used.
 */
#ifndef _BROKERCTL_OBJECT_H
#define _BROKERCTL_OBJECT_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/bytes.h"

/**
 * struct object - an ELF object whose sections are known to be inside the file
 * @bytes: the file
 * @sections: headers of the sections, a copy that is aligned
 * @count: number of sections
 * @names: their names, ended by NUL
 * @symbols: index of the only symbol table
 */
struct object {
	struct bytes bytes;
	Elf64_Shdr *sections;
	unsigned int count;
	const char *names;
	unsigned int symbols;
};

/* A symbol, with its name looked up. */
struct object_symbol {
	const char *name;
	uint64_t value;
	unsigned int section;	/* or SHN_UNDEF, SHN_ABS, ... */
	bool weak;
};

int object_open(struct object *object, struct bytes bytes, char *why);
void object_close(struct object *object);
unsigned int object_section_count(const struct object *object, const char *name);
bool object_section(const struct object *object, const char *name, struct bytes *content);
bool object_section_at(const struct object *object, unsigned int index, struct bytes *content);
const char *object_section_name(const struct object *object, unsigned int index);
size_t object_symbol_count(const struct object *object);
int object_symbol(const struct object *object, size_t index, struct object_symbol *symbol);

#endif
