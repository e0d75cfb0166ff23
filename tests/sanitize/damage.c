// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reproducible damage to files.
 */
#include <stdlib.h>
#include <string.h>

#include "damage.h"

static unsigned int state = 1;

/* Numerical Recipes' linear congruential generator: the same run every time. */
unsigned int random_below(unsigned int n)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % n;
}

/* In memory of exactly its size, so that one byte too far is reported. */
struct bytes copy_of(const void *data, size_t size)
{
	struct bytes copy = { malloc(size ?: 1), size };

	memcpy(copy.data, data, size);
	return copy;
}

static u64 telling_number(size_t size)
{
	switch (random_below(6)) {
	case 0:
		return 0;
	case 1:
		return UINT64_MAX - random_below(64);
	case 2:
		return size - 8 + random_below(16);
	case 3:
		return random_below(64);
	case 4:
		return 1ULL << random_below(64);
	default:
		return random_below(size + 1);
	}
}

/* One field of the header, or of a section's. */
static void damage_header(struct bytes *bytes, const Elf64_Ehdr *header)
{
	static const unsigned char fields[] = { 0, 4, 8, 24, 32, 40, 44, 56 };
	u64 number = telling_number(bytes->size);
	size_t at = header->e_shoff + random_below(header->e_shnum) * sizeof(Elf64_Shdr) +
		    fields[random_below(sizeof(fields))];
	size_t width = random_below(2) ? 4 : 8;

	if (!random_below(8))
		at = 40 + random_below(24);
	if (at + width <= bytes->size)
		memcpy(bytes->data + at, &number, width);
}

/* A byte in the section of that number, or anywhere. */
static void damage_byte(struct bytes *bytes, const Elf64_Ehdr *header)
{
	static const char telling[] = "\0 =:_09a(){}\",.|+-\n\x7f\x1b\xff";
	Elf64_Shdr section = { .sh_size = bytes->size };
	size_t at = header->e_shoff + random_below(header->e_shnum) * sizeof(section);

	if (random_below(4) && at + sizeof(section) <= bytes->size)
		memcpy(&section, bytes->data + at, sizeof(section));
	if (!section.sh_size || section.sh_offset > bytes->size ||
	    section.sh_size > bytes->size - section.sh_offset)
		return;
	at = section.sh_offset + random_below(section.sh_size);
	switch (random_below(3)) {
	case 0:
		bytes->data[at] ^= 1 << random_below(8);
		break;
	case 1:
		bytes->data[at] = telling[random_below(sizeof(telling))];
		break;
	default:
		bytes->data[at] = random_below(256);
	}
}

struct bytes damaged_module(const struct bytes *good)
{
	struct bytes bytes = copy_of(good->data, good->size);
	unsigned int changes = 1 + random_below(6);
	struct bytes cut;
	Elf64_Ehdr header;

	memcpy(&header, good->data, sizeof(header));
	while (changes--)
		if (random_below(3))
			damage_byte(&bytes, &header);
		else
			damage_header(&bytes, &header);
	if (random_below(16))
		return bytes;
	cut = copy_of(bytes.data, random_below(bytes.size));
	free(bytes.data);
	return cut;
}

/* A few bytes changed, or cut off: of a text, or of compressed data. */
struct bytes damaged_bytes(const struct bytes *good)
{
	static const char telling[] = "\t\n\0x0: =y\"/\x7f\x1b\xff";
	struct bytes bytes = copy_of(good->data, good->size);
	unsigned int changes = 1 + random_below(6);

	while (changes--)
		bytes.data[random_below(bytes.size)] =
			random_below(2) ? random_below(256) :
					  telling[random_below(sizeof(telling))];
	if (!random_below(8))
		bytes.size = random_below(bytes.size);
	return bytes;
}
