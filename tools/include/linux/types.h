/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of the kernel's headers as broker/handshake/ needs, for userspace:
 * the same source judges modules in the kernel and files outside. The C
 * library's headers also include files of these names.
 */
#ifndef _TOOLS_LINUX_TYPES_H
#define _TOOLS_LINUX_TYPES_H

#include_next <linux/types.h>

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef int32_t s32;
typedef unsigned long long u64;

#endif
