/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Arrays that grow.
 */
#ifndef _BROKERCTL_ARRAY_H
#define _BROKERCTL_ARRAY_H

#include <stdlib.h>
#include <string.h>

/* Room for one more element of @array; NULL if there is no memory. */
#define array_add(array, count)						\
({									\
	void *__more = reallocarray(array, (count) + 1, sizeof(*(array))); \
	if (__more) {							\
		(array) = __more;					\
		memset(&(array)[count], 0, sizeof(*(array)));		\
	}								\
	__more ? &(array)[(count)++] : NULL;				\
})

#endif
