// SPDX-License-Identifier: GPL-2.0-only
/*
 * "brokerctl check" over damaged modules, under AddressSanitizer and
 * UndefinedBehaviorSanitizer: whatever a file contains, nothing outside it is read.
 * Usage: modules PROVIDER.o CONSUMER.o FOLDER
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "damage.h"

#define ROUNDS		75000
#define FILES_ROUNDS	25000
#define OPTIONS_ROUNDS	100000
#define SYMVERS_ROUNDS	10000

static const char symvers_text[] =
	"0x11111111\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t\n"
	"0x22222222\timported\tvmlinux\tEXPORT_SYMBOL_GPL\tSAMPLE\n"
	"0x55555555\tother\tnet/other\tEXPORT_SYMBOL\n";

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

/* Every operation on a module that was read successfully. */
static void use(struct module *module, unsigned int which)
{
	struct module modules[2];
	struct check check = { .modules = modules, .count = 2, .judged = 2, .with_kernel = true };
	size_t i;

	check.kernel = kernel;
	modules[which] = *module;
	parse_good(&modules[!which], !which);
	for (i = 0; i < 2; i++) {
		modules[i].fate = PENDING;
		modules[i].in_circle = false;
	}
	if (load_modules(&kernel, modules, 2, 2, &check.problems) ||
	    match_modules(&check.match, modules, 2))
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

		if (!module_parse(&module, damaged_module(&samples[which]), "damaged.ko", why)) {
			use(&module, which);
			understood++;
		} else if (!memchr(why, '\0', sizeof(why)) || !*why) {
			abort();
		}
		module_free(&module);
	}
	return understood;
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
	unsigned int understood, judged;
	char why[WHY_MAX];

	if (argc != 4)
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
	judged = damage_files(argv[3], samples, symvers_text, FILES_ROUNDS);
	symvers_free(&kernel.symvers);
	free(samples[0].data);
	free(samples[1].data);
	fprintf(results, "# %u damaged modules, %u of them understood\n", ROUNDS, understood);
	fprintf(results, "# %u damaged files, with %u all could be judged\n", FILES_ROUNDS, judged);
	if (understood < ROUNDS / 20 || understood > ROUNDS / 20 * 19 ||
	    judged < FILES_ROUNDS / 20 || judged > FILES_ROUNDS / 20 * 19)
		fprintf(results, "not ok 1 - the damage tells nothing\n");
	else
		fprintf(results, "ok 1 - brokerctl check over damaged modules and files\n");
	fclose(results);
	return 0;
}
