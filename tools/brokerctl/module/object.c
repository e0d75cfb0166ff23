// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reader of ELF objects that trusts no data in a file. It refuses the files that the
 * module loader refuses.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "module/object.h"

#if defined(__x86_64__)
#define MACHINE		EM_X86_64
#define MACHINE_NAME	"x86-64"
#elif defined(__aarch64__)
#define MACHINE		EM_AARCH64
#define MACHINE_NAME	"arm64"
#elif defined(__riscv) && __riscv_xlen == 64
#define MACHINE		EM_RISCV
#define MACHINE_NAME	"riscv64"
#elif defined(__s390x__)
#define MACHINE		EM_S390
#define MACHINE_NAME	"s390x"
#else
#error "add the ELF number and the name of this machine"
#endif

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define BYTE_ORDER_HERE	ELFDATA2LSB
#define OTHER_ORDER	"big-endian"
#else
#define BYTE_ORDER_HERE	ELFDATA2MSB
#define OTHER_ORDER	"little-endian"
#endif

static int check_ident(const struct bytes *bytes, char *why)
{
	const unsigned char *ident = bytes->data;

	if (!bytes->size)
		return because(why, "is empty");
	if (bytes->size < SELFMAG || memcmp(ident, ELFMAG, SELFMAG))
		return because(why, "is not an ELF file, so it is not a module");
	if (bytes->size < sizeof(Elf64_Ehdr))
		return because(why, "is cut off: %zu bytes are less than an ELF header",
			       bytes->size);
	if (ident[EI_CLASS] != ELFCLASS64)
		return because(why, "is a module for a 32-bit machine, this is " MACHINE_NAME);
	if (ident[EI_DATA] != BYTE_ORDER_HERE)
		return because(why, "is a module for a %s machine, this is %s", OTHER_ORDER,
			       MACHINE_NAME);
	return 0;
}

static int check_header(const Elf64_Ehdr *header, const struct bytes *bytes, char *why)
{
	if (header->e_machine != MACHINE)
		return because(why, "is a module for another machine (ELF number %u), this is "
			       MACHINE_NAME, header->e_machine);
	if (header->e_type != ET_REL)
		return because(why, "is an ELF file, but not a relocatable one, as modules are");
	if (!header->e_shnum || header->e_shentsize != sizeof(Elf64_Shdr))
		return because(why, "is damaged: it has no table of sections");
	if (header->e_shoff > bytes->size ||
	    header->e_shnum > (bytes->size - header->e_shoff) / sizeof(Elf64_Shdr))
		return because(why, "is cut off or damaged: its table of sections is not whole");
	return 0;
}

static bool is_inside(const struct bytes *bytes, const Elf64_Shdr *section)
{
	return section->sh_type == SHT_NOBITS || section->sh_type == SHT_NULL ||
	       (section->sh_offset <= bytes->size &&
		section->sh_size <= bytes->size - section->sh_offset);
}

static int check_sections(const struct object *object, char *why)
{
	unsigned int i;

	for (i = 0; i < object->count; i++)
		if (!is_inside(&object->bytes, &object->sections[i]))
			return because(why, "is cut off or damaged: section %u is not whole",
				       i);
	return 0;
}

/* The strings of a section, or NULL if the last one has no end. */
static const char *strings(const struct object *object, unsigned int index)
{
	const Elf64_Shdr *section;
	const char *start;

	if (index >= object->count)
		return NULL;
	section = &object->sections[index];
	if (section->sh_type != SHT_STRTAB || !section->sh_size)
		return NULL;
	start = (const char *)object->bytes.data + section->sh_offset;
	return start[section->sh_size - 1] ? NULL : start;
}

static int find_names(struct object *object, unsigned int index, char *why)
{
	unsigned int i;

	object->names = strings(object, index);
	if (!object->names)
		return because(why, "is damaged: its sections have no names");
	for (i = 0; i < object->count; i++)
		if (object->sections[i].sh_name >= object->sections[index].sh_size)
			return because(why, "is damaged: section %u has no name", i);
	return 0;
}

static int find_symbols(struct object *object, char *why)
{
	unsigned int i;

	for (i = 1; i < object->count; i++) {
		if (object->sections[i].sh_type != SHT_SYMTAB)
			continue;
		if (object->symbols)
			return because(why, "is damaged: it has two symbol tables");
		object->symbols = i;
	}
	if (!object->symbols)
		return because(why, "has no symbols: a module must not be stripped of them");
	if (!strings(object, object->sections[object->symbols].sh_link))
		return because(why, "is damaged: its symbols have no names");
	return 0;
}

static int read_sections(struct object *object, const Elf64_Ehdr *header, char *why)
{
	size_t size = header->e_shnum * sizeof(Elf64_Shdr);

	object->sections = malloc(size);
	if (!object->sections)
		return because(why, "cannot be read: out of memory");
	object->count = header->e_shnum;
	memcpy(object->sections, object->bytes.data + header->e_shoff, size);
	if (check_sections(object, why) || find_names(object, header->e_shstrndx, why))
		return -1;
	return find_symbols(object, why);
}

/**
 * object_open() - open an ELF object
 * @object: filled; for object_close(), also after a failure
 * @bytes: the file, which must stay valid for as long as @object
 * @why: filled after a failure
 *
 * Return: 0, or -1.
 */
int object_open(struct object *object, struct bytes bytes, char *why)
{
	Elf64_Ehdr header;

	*object = (struct object){ .bytes = bytes };
	if (check_ident(&bytes, why))
		return -1;
	memcpy(&header, bytes.data, sizeof(header));
	if (check_header(&header, &bytes, why))
		return -1;
	return read_sections(object, &header, why);
}

void object_close(struct object *object)
{
	free(object->sections);
	object->sections = NULL;
}

unsigned int object_section_count(const struct object *object, const char *name)
{
	unsigned int i, count = 0;

	for (i = 1; i < object->count; i++)
		count += !strcmp(object->names + object->sections[i].sh_name, name);
	return count;
}

/* False if the file has no contents of the section. */
bool object_section_at(const struct object *object, unsigned int index, struct bytes *content)
{
	const Elf64_Shdr *section;

	if (index >= object->count)
		return false;
	section = &object->sections[index];
	if (section->sh_type == SHT_NOBITS || section->sh_type == SHT_NULL)
		return false;
	content->data = object->bytes.data + section->sh_offset;
	content->size = section->sh_size;
	return true;
}

/* The first section of this name; false if the file has none. */
bool object_section(const struct object *object, const char *name, struct bytes *content)
{
	unsigned int i;

	for (i = 1; i < object->count; i++)
		if (!strcmp(object->names + object->sections[i].sh_name, name) &&
		    object_section_at(object, i, content))
			return true;
	return false;
}

/* "" if there is no such section. */
const char *object_section_name(const struct object *object, unsigned int index)
{
	return index < object->count ? object->names + object->sections[index].sh_name : "";
}

size_t object_symbol_count(const struct object *object)
{
	return object->sections[object->symbols].sh_size / sizeof(Elf64_Sym);
}

/* Return: 0, or -1 if the symbol's name is not in the file. */
int object_symbol(const struct object *object, size_t index, struct object_symbol *symbol)
{
	const Elf64_Shdr *section = &object->sections[object->symbols];
	Elf64_Sym sym;

	memcpy(&sym, object->bytes.data + section->sh_offset + index * sizeof(sym), sizeof(sym));
	if (sym.st_name >= object->sections[section->sh_link].sh_size)
		return -1;
	symbol->name = strings(object, section->sh_link) + sym.st_name;
	symbol->value = sym.st_value;
	symbol->section = sym.st_shndx;
	symbol->weak = ELF64_ST_BIND(sym.st_info) == STB_WEAK;
	return 0;
}
