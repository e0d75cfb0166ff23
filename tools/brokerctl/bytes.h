/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files, and ELF objects in memory. Whatever a file says about itself is held
 * against its size before it is believed.
 */
#ifndef _BROKERCTL_BYTES_H
#define _BROKERCTL_BYTES_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/compiler.h>

#define WHY_MAX		256	/* bytes of a reason, for complain() */

/* Fill @why. Return -1, so that a function can end with it. */
int because(char *why, const char *format, ...) __printf(2, 3);

struct bytes {
	unsigned char *data;
	size_t size;
};

/* file.c: whole files, and what is in compressed ones */

int file_read(const char *path, struct bytes *bytes, char *why);
int module_file_read(const char *path, struct bytes *bytes, char *why);

/* object.c: relocatable 64-bit objects of this machine */

/**
 * struct object - an ELF object whose sections have been found to lie in it
 * @bytes: the file
 * @sections: their headers, a copy that is aligned
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
