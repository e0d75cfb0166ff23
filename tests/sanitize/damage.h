/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Declarations shared by the programs that damage files.
 */
#ifndef _DAMAGE_H
#define _DAMAGE_H

#include "check/check.h"
#include "common/output.h"

unsigned int random_below(unsigned int n);
struct bytes copy_of(const void *data, size_t size);
struct bytes damaged_module(const struct bytes *good);
struct bytes damaged_bytes(const struct bytes *good);

/* files.c */
unsigned int damage_files(const char *folder, const struct bytes samples[2], const char *symvers,
			  unsigned int rounds);

#endif
