// SPDX-License-Identifier: GPL-2.0-only
/*
 * The whole of "brokerctl check" and of "brokerctl contract compare" for a machine with one
 * damaged file: modules, compressed or not, files about the kernel,
 * modules.dep, and a contract. If a file cannot be checked, the exit code is 2, with one
 * printable line.
 */
#include <lzma.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>

#include "check/commands.h"
#include "common/options.h"
#include "contract/commands.h"
#include "damage.h"

#define RELEASE	"6.12.0"
#define PLACE	"/lib/modules/" RELEASE
#define LOADED	"/sys/module/sample_provider"

enum {
	PROVIDER, CONSUMER, SYMVERS, CONFIG, UTSRELEASE, DEP, ORDER, RUNS, STATE, NOTE, CONTRACT,
	FILES
};

static struct {
	const char *name;
	char *path;
	struct bytes good;
} files[FILES] = {
	{ PLACE "/provider.ko" },
	{ PLACE "/consumer.ko" },
	{ PLACE "/build/Module.symvers" },
	{ PLACE "/build/include/config/auto.conf" },
	{ PLACE "/build/include/generated/utsrelease.h" },
	{ PLACE "/modules.dep" },
	{ PLACE "/modules.order" },
	{ "/proc/sys/kernel/osrelease" },
	{ LOADED "/initstate" },
	{ LOADED "/notes/.note.gnu.build-id" },
	{ "/acme_ring.contract" },
};

/* The contract of the samples as "brokerctl contract dump" prints it, and a second one. */
static const char contract[] =
	"interface acme_ring 1\n"
	"    op 0 sleep: int open(u32 id, struct acme_ring **ring) = ijo\n"
	"    op 0 atomic: int submit(struct acme_ring *ring, const struct acme_desc *desc) = ioo\n"
	"    op 1 atomic | optional: bool idle(const struct acme_ring *ring) = bo\n"
	"struct acme_desc growing\n"
	"    field 0 u32 length = j0004\n"
	"    field 1 u8 cookie[16] = o0016\n"
	"struct acme_key sealed\n"
	"    field 0 u32 key = j0004\n"
	"# A comment\n"
	"interface acme_two 2\n"
	"    op 0 sleep: void open(void) = vv\n"
	"callbacks acme_two 2\n"
	"    callback 0 sleep: void opened(void) = vv\n";

static void __printf(2, 3) wrong(const char *said, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, ": %s\n", said);
	abort();
}

static void write_file(unsigned int which, const struct bytes *bytes)
{
	FILE *file = fopen(files[which].path, "w");

	if (!file || fwrite(bytes->data, 1, bytes->size, file) != bytes->size || fclose(file))
		wrong(files[which].path, "cannot be written");
}

static struct bytes bytes_of(const char *text)
{
	return copy_of(text, strlen(text));
}

static char *below(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s%s", folder, name) < 0)
		abort();
	return path;
}

static void make_machine(const char *folder, const struct bytes samples[2], const char *symvers)
{
	static const char *const folders[] = {
		"/lib", "/lib/modules", PLACE, PLACE "/build", PLACE "/build/include",
		PLACE "/build/include/config", PLACE "/build/include/generated", "/proc",
		"/proc/sys", "/proc/sys/kernel", "/sys", "/sys/module", LOADED, LOADED "/notes",
	};
	static const unsigned char note[] = {
		4, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 'G', 'N', 'U', 0, 0xc0, 0xff, 0xee, 1,
	};
	unsigned int i;

	for (i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		char *path = below(folder, folders[i]);

		mkdir(path, 0755);
		free(path);
	}
	files[PROVIDER].good = samples[0];
	files[CONSUMER].good = samples[1];
	files[SYMVERS].good = bytes_of(symvers);
	files[CONFIG].good = bytes_of("CONFIG_SMP=y\nCONFIG_PREEMPT_BUILD=y\n"
				     "CONFIG_MODULE_UNLOAD=y\nCONFIG_MODVERSIONS=y\n"
				     "CONFIG_MODULE_FORCE_LOAD=y\n");
	files[UTSRELEASE].good = bytes_of("#define UTS_RELEASE \"" RELEASE "\"\n");
	files[ORDER].good = bytes_of("kernel/own.ko\nkernel/another.ko\n");
	files[RUNS].good = bytes_of(RELEASE "\n");
	files[STATE].good = bytes_of("live\n");
	files[NOTE].good = copy_of(note, sizeof(note));
	files[CONTRACT].good = bytes_of(contract);
	files[DEP].good = bytes_of("provider.ko:\n" PLACE "/consumer.ko: provider.ko\n");
	for (i = 0; i < FILES; i++) {
		files[i].path = below(folder, files[i].name);
		write_file(i, &files[i].good);
	}
}

static struct bytes as_xz(struct bytes plain)
{
	struct bytes packed = { malloc(2 * plain.size + 1024) };

	if (lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL, plain.data, plain.size, packed.data,
				    &packed.size, 2 * plain.size + 1024) != LZMA_OK)
		abort();
	return packed;
}

static struct bytes as_zstd(struct bytes plain)
{
	size_t room = ZSTD_compressBound(plain.size);
	struct bytes packed = { malloc(room) };

	packed.size = ZSTD_compress(packed.data, room, plain.data, plain.size, 1);
	if (ZSTD_isError(packed.size))
		abort();
	return packed;
}

static struct bytes as_gzip(struct bytes plain)
{
	z_stream stream = { .next_in = plain.data, .avail_in = plain.size };
	struct bytes packed = { malloc(2 * plain.size + 1024) };

	stream.next_out = packed.data;
	stream.avail_out = 2 * plain.size + 1024;
	if (deflateInit2(&stream, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
	    deflate(&stream, Z_FINISH) != Z_STREAM_END)
		abort();
	packed.size = stream.total_out;
	deflateEnd(&stream);
	return packed;
}

/* Damaged inside, or outside, or both. */
static struct bytes damaged_file(unsigned int which)
{
	static struct bytes (*const pack[])(struct bytes) = { as_xz, as_zstd, as_gzip };
	const struct bytes *good = &files[which].good;
	unsigned int form = random_below(4), inside = random_below(4);
	struct bytes bytes, packed, outside;

	if (which > CONSUMER)
		return damaged_bytes(good);
	bytes = inside ? damaged_module(good) : copy_of(good->data, good->size);
	if (!form)
		return bytes;
	packed = pack[form - 1](bytes);
	free(bytes.data);
	if (inside > 1)
		return packed;
	outside = damaged_bytes(&packed);
	free(packed.data);
	return outside;
}

/* The number of lines; they have nothing that a terminal would interpret. */
static unsigned int lines(const char *said)
{
	size_t left = strlen(said), length;
	unsigned int count = 0;
	const char *at;

	for (at = said; left; at += length, left -= length) {
		length = utf8_length(at, left);
		count += *at == '\n';
		if (!length || (*at != '\n' && (unsigned char)*at < ' ') || *at == 0x7f ||
		    ((unsigned char)*at == 0xc2 && (unsigned char)at[1] < 0xa0))
			wrong(said, "odd characters are printed");
		if (*at == '\n' && (at == said || at[-1] == '\n'))
			wrong(said, "an empty line is printed");
	}
	if (count && at[-1] != '\n')
		wrong(said, "a line does not end");
	return count;
}

static int compare_contracts(void)
{
	char *words[5] = { "contract", "compare", files[CONTRACT].path, files[PROVIDER].path };

	return contract_main(4, words);
}

static int check(const char *folder)
{
	char *words[4] = { "check", files[PROVIDER].path, files[CONSUMER].path };

	given.installed = random_below(2);
	given.kernel = given.installed ? RELEASE : files[SYMVERS].path;
	given.root = given.installed ? folder : "";
	return check_main(given.installed ? 1 : 3, words);
}

/* Also returns the text on stderr. */
static int run(const char *folder, bool compare, char **said)
{
	FILE *real = stderr;
	size_t size;
	int ret;

	stderr = open_memstream(said, &size);
	if (!stderr)
		abort();
	print_format = random_below(3);
	ret = compare ? compare_contracts() : check(folder);
	fclose(stderr);
	stderr = real;
	return ret;
}

/**
 * damage_files() - judge machines with one damaged file
 * @folder: where the machine is made
 * @samples: its modules
 * @symvers: the text of its Module.symvers
 * @rounds: how often
 *
 * Return: how often all files could be judged.
 */
unsigned int damage_files(const char *folder, const struct bytes samples[2], const char *symvers,
			  unsigned int rounds)
{
	unsigned int judged = 0, count, i;

	make_machine(folder, samples, symvers);
	for (i = 0; i < rounds; i++) {
		unsigned int which = random_below(3) ? random_below(2) : random_below(FILES);
		struct bytes bytes = damaged_file(which);
		char *said;
		int ret;

		write_file(which, &bytes);
		ret = run(folder, which == CONTRACT || !random_below(4), &said);
		count = lines(said);
		if (ret == EXIT_TROUBLE || ret == EXIT_NOTHING ? !count : count)
			wrong(said, "%s: exit code %d", files[which].path, ret);
		/* Each line of modules.dep may name a file that is not there. */
		if (count > 1 && which != DEP)
			wrong(said, "%s: %u lines", files[which].path, count);
		judged += ret != EXIT_TROUBLE && ret != EXIT_NOTHING;
		free(said);
		free(bytes.data);
		write_file(which, &files[which].good);
	}
	for (i = 0; i < FILES; i++) {
		if (i > CONSUMER)
			free(files[i].good.data);
		free(files[i].path);
	}
	return judged;
}
