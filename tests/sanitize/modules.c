// SPDX-License-Identifier: GPL-2.0-only
/*
 * "brokerctl check" over damaged modules, under AddressSanitizer and
 * UndefinedBehaviorSanitizer: whatever a file says, nothing outside it is read.
 * Usage: modules PROVIDER.o CONSUMER.o
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../tools/brokerctl/brokerctl.h"
#include "../../tools/brokerctl/check.h"

#define ROUNDS		100000
#define OPTIONS_ROUNDS	100000
#define SYMVERS_ROUNDS	10000

static const char symvers_text[] =
	"0x11111111\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t\n"
	"0x22222222\timported\tvmlinux\tEXPORT_SYMBOL_GPL\tSAMPLE\n"
	"0x55555555\tother\tnet/other\tEXPORT_SYMBOL\n";

static unsigned int state = 1;

/* Numerical Recipes' linear congruential generator: the same run every time. */
static unsigned int random_below(unsigned int n)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % n;
}

/* In memory of exactly its size, so that one byte too far is reported. */
static struct bytes copy_of(const void *data, size_t size)
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

static struct bytes damaged(const struct bytes *good)
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

static struct bytes samples[2];

static void parse_good(struct module *module, unsigned int which)
{
	char why[WHY_MAX];

	if (!module_parse(module, copy_of(samples[which].data, samples[which].size), "good.ko",
			  why))
		return;
	printf("not ok 1 - the module that is damaged %s\n", why);
	exit(1);
}

static struct kernel kernel = {
	.path = "symvers", .vermagic = "6.12.0 SMP preempt mod_unload modversions ",
	.modversions = true,
};

/* Whatever is done with a module that was understood. */
static void use(struct module *module, unsigned int which)
{
	struct module modules[2];
	struct check check = { .modules = modules, .count = 2, .judged = 2, .with_kernel = true };
	size_t i;

	check.kernel = kernel;
	modules[which] = *module;
	parse_good(&modules[!which], !which);
	if (match_modules(&check.match, modules, 2))
		abort();
	for (i = 0; i < 2; i++)
		if (preflight(&kernel, modules, 2, &modules[i], &check.problems))
			abort();
	print_format = random_below(3);
	report(&check);
	match_free(&check.match);
	free(check.problems.list);
	module_free(&modules[!which]);
}

static unsigned int damage_modules(void)
{
	unsigned int understood = 0, i;
	struct module module;
	char why[WHY_MAX];

	for (i = 0; i < ROUNDS; i++) {
		unsigned int which = random_below(2);

		if (!module_parse(&module, damaged(&samples[which]), "damaged.ko", why)) {
			use(&module, which);
			understood++;
		} else if (!memchr(why, '\0', sizeof(why)) || !*why) {
			abort();
		}
		module_free(&module);
	}
	return understood;
}

/* The command's, which are not in this program. */
int print_usage(const char *command)
{
	abort();
}

int usage_error(const char *command)
{
	abort();
}

int wrong_usage(const char *command, const char *format, ...)
{
	abort();
}

static void damage_options(void)
{
	static const char *const words[] = {
		".priority", ".flags", ".consumers", " ", "=", ",", "(", ")", "{", "}", "[]", "|",
		"+", "-", "1", "0x7fffffff", "99999999999999999999", "\"a\"", "\"", "\\", "'",
		"BROKER_AUTOLOAD", "NULL", "((void *)0)", "(const char *const []){ \"x\"", "u",
	};
	unsigned int i, left;

	for (i = 0; i < OPTIONS_ROUNDS; i++) {
		struct options options = {};
		char text[512] = "";
		struct bytes exact;

		for (left = random_below(16); left; left--)
			strcat(text, words[random_below(sizeof(words) / sizeof(*words))]);
		exact = copy_of(text, strlen(text) + 1);
		options_read(&options, (char *)exact.data);
		free(options.consumers);
		free(exact.data);
	}
}

static void damage_symvers(void)
{
	unsigned int i, changes;
	char why[WHY_MAX];

	for (i = 0; i < SYMVERS_ROUNDS; i++) {
		struct bytes text = copy_of(symvers_text, sizeof(symvers_text));
		struct symvers symvers;

		text.size--;
		for (changes = random_below(6); changes; changes--)
			text.data[random_below(text.size)] = "\t\n\0x0"[random_below(5)];
		if (!symvers_parse(&symvers, text, why))
			symvers_find(&symvers, "imported");
		symvers_free(&symvers);
	}
}

static void read_sample(struct bytes *sample, const char *path)
{
	char why[WHY_MAX];

	if (!file_read(path, sample, why))
		return;
	printf("not ok 1 - %s %s\n", path, why);
	exit(1);
}

int main(int argc, char **argv)
{
	struct bytes text = copy_of(symvers_text, sizeof(symvers_text));
	FILE *results = fdopen(dup(STDOUT_FILENO), "w");
	unsigned int understood;
	char why[WHY_MAX];

	if (argc != 3)
		return 2;
	read_sample(&samples[0], argv[1]);
	read_sample(&samples[1], argv[2]);
	text.size--;
	if (symvers_parse(&kernel.symvers, text, why))
		abort();
	if (!freopen("/dev/null", "w", stdout))
		return 2;
	understood = damage_modules();
	damage_options();
	damage_symvers();
	symvers_free(&kernel.symvers);
	free(samples[0].data);
	free(samples[1].data);
	fprintf(results, "# %u damaged modules, %u of them understood\n", ROUNDS, understood);
	if (understood < ROUNDS / 20 || understood > ROUNDS / 20 * 19)
		fprintf(results, "not ok 1 - the damage tells nothing\n");
	else
		fprintf(results, "ok 1 - brokerctl check over damaged modules\n");
	fclose(results);
	return 0;
}
