/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _TOOLS_LINUX_COMPILER_H
#define _TOOLS_LINUX_COMPILER_H

#define __printf(a, b)		__attribute__((format(printf, a, b)))
#define __no_randomize_layout
#define __maybe_unused		__attribute__((unused))
#define __weak			__attribute__((weak))
#define __used			__attribute__((used))
#define __section(name)		__attribute__((section(name)))
#define __aligned(x)		__attribute__((aligned(x)))

#endif
