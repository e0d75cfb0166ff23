/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _TOOLS_LINUX_CRC32_H
#define _TOOLS_LINUX_CRC32_H

#include <linux/types.h>
#include <zlib.h>

/* zlib inverts the CRC before and after, the kernel leaves that to its callers. */
static inline u32 crc32_le(u32 crc, const void *p, size_t len)
{
	return ~crc32(~crc, p, len);
}

#endif
