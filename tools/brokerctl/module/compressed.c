// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files of modules, decompressed if they are compressed.
 */
#include <errno.h>
#include <lzma.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "module/module.h"

static int no_memory(char *why)
{
	return because(why, "cannot be decompressed: %s", strerror(ENOMEM));
}

/* Doubles the @room of @out, up to the limit. @kind names the compression. */
static int grow(struct bytes *out, size_t *room, const char *kind, char *why)
{
	unsigned char *more;

	*room = *room ? 2 * *room : 1 << 20;
	if (*room > FILE_SIZE_MAX)
		return because(why, "is compressed with %s and larger than %d MiB", kind,
			       SIZE_MAX_MB);
	more = realloc(out->data, *room);
	if (!more)
		return no_memory(why);
	out->data = more;
	return 0;
}

static int not_whole(const char *kind, char *why)
{
	return because(why, "is damaged or cut off: as a file compressed with %s it is not whole",
		       kind);
}

static int too_greedy(const char *kind, char *why)
{
	return because(why,
		       "cannot be decompressed: %s would take more memory for it than is given",
		       kind);
}

static int xz_says(lzma_ret ret, char *why)
{
	switch (ret) {
	case LZMA_STREAM_END:
		return 0;
	case LZMA_MEM_ERROR:
		return no_memory(why);
	case LZMA_MEMLIMIT_ERROR:
		return too_greedy("xz", why);
	case LZMA_OPTIONS_ERROR:
		return because(why, "cannot be decompressed: its filters of xz are not known");
	default:
		return not_whole("xz", why);
	}
}

static int from_xz(const struct bytes *in, struct bytes *out, char *why)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t room = 0;
	lzma_ret ret;

	if (lzma_stream_decoder(&stream, FILE_SIZE_MAX, LZMA_CONCATENATED) != LZMA_OK)
		return no_memory(why);
	stream.next_in = in->data;
	stream.avail_in = in->size;
	do {
		if (out->size == room && grow(out, &room, "xz", why)) {
			lzma_end(&stream);
			return -1;
		}
		stream.next_out = out->data + out->size;
		stream.avail_out = room - out->size;
		ret = lzma_code(&stream, LZMA_FINISH);
		out->size = room - stream.avail_out;
	} while (ret == LZMA_OK);
	lzma_end(&stream);
	return xz_says(ret, why);
}

static int from_gzip(const struct bytes *in, struct bytes *out, char *why)
{
	z_stream stream = { .next_in = in->data, .avail_in = in->size };
	size_t room = 0;
	int ret;

	if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
		return no_memory(why);
	do {
		if (out->size == room && grow(out, &room, "gzip", why)) {
			inflateEnd(&stream);
			return -1;
		}
		stream.next_out = out->data + out->size;
		stream.avail_out = room - out->size;
		ret = inflate(&stream, Z_NO_FLUSH);
		out->size = room - stream.avail_out;
	} while (ret == Z_OK);
	inflateEnd(&stream);
	return ret == Z_STREAM_END ? 0 : ret == Z_MEM_ERROR ? no_memory(why) :
	       not_whole("gzip", why);
}

static int zstd_says(size_t error, char *why)
{
	switch (ZSTD_getErrorCode(error)) {
	case ZSTD_error_memory_allocation:
		return no_memory(why);
	case ZSTD_error_frameParameter_windowTooLarge:
		return too_greedy("zstd", why);
	default:
		return not_whole("zstd", why);
	}
}

static int from_zstd(const struct bytes *in, struct bytes *out, char *why)
{
	ZSTD_DStream *stream = ZSTD_createDStream();
	ZSTD_inBuffer from = { in->data, in->size, 0 };
	size_t room = 0, left = 1;
	int ret = 0;

	if (!stream)
		return no_memory(why);
	while (!ret) {
		ZSTD_outBuffer to;

		if (out->size == room)
			ret = grow(out, &room, "zstd", why);
		if (ret)
			break;
		to = (ZSTD_outBuffer){ out->data, room, out->size };
		left = ZSTD_decompressStream(stream, &to, &from);
		out->size = to.pos;
		if (ZSTD_isError(left))
			ret = zstd_says(left, why);
		else if (left && from.pos == from.size && to.pos < room)
			ret = not_whole("zstd", why);
		else if (!left && from.pos == from.size)
			break;
	}
	ZSTD_freeDStream(stream);
	return ret;
}

/* file_read() puts a NUL behind the contents, for readers of text. */
static int terminate(struct bytes *out, char *why)
{
	unsigned char *more = realloc(out->data, out->size + 1);

	if (!more)
		return no_memory(why);
	more[out->size] = '\0';
	out->data = more;
	return 0;
}

static bool begins(const struct bytes *bytes, const char *magic, size_t size)
{
	return bytes->size >= size && !memcmp(bytes->data, magic, size);
}

/**
 * module_file_read() - read a .ko, .ko.gz, .ko.xz or .ko.zst
 * @path: path of the file; its contents decide, not its name
 * @bytes: filled, as by file_read()
 * @why: filled after a failure
 *
 * Return: 0, or -1.
 */
int module_file_read(const char *path, struct bytes *bytes, char *why)
{
	struct bytes in;
	int ret = file_read(path, bytes, why);

	if (ret)
		return ret;
	in = *bytes;
	*bytes = (struct bytes){};
	if (begins(&in, "\xfd\x37zXZ", 6))
		ret = from_xz(&in, bytes, why);
	else if (begins(&in, "\x28\xb5\x2f\xfd", 4))
		ret = from_zstd(&in, bytes, why);
	else if (begins(&in, "\x1f\x8b", 2))
		ret = from_gzip(&in, bytes, why);
	else
		*bytes = in;
	if (bytes->data == in.data)
		return 0;
	free(in.data);
	return ret ?: terminate(bytes, why);
}
