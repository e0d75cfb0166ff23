/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * With BROKER_STRICT, which broker.mk sets for "make W=1", a struct that is passed by value,
 * or a typedef that hides a pointer, must be listed, so that it is compared. Included by
 * contract.h.
 */
#ifndef _LINUX_BROKER_STRICT_H
#define _LINUX_BROKER_STRICT_H

#if !defined(BROKER_STRICT) || defined(__CHECKER__)
#define __BROKER_CHECK_BY_VALUE(_name, _kind, _what, _list, ...)
#define __BROKER_CHECK_NAMED(type, name)
#else
#include <linux/printk.h>	/* va_list: linux/stdarg.h is there since 5.15 */

#define __BROKER_CHECK_BY_VALUE(_name, _kind, _what, _list, ...)	\
	static inline void __maybe_unused _name##__check_values_of_##_kind(void) \
	{								\
		__BROKER_ROWS_WITH(_list, __BROKER_OP_BY_VALUE, (_what, ##__VA_ARGS__)) \
	}

/*
 * A type counts as passed by value if it is not a number and is not written as a pointer,
 * array or function. Each parameter has one such test, and each listed type only adds a
 * comparison: with a test for each pair gcc took 900 MB.
 */
#define __BROKER_OP_BY_VALUE(listed, since, context, type, name, args)	\
	{								\
		typedef typeof(type) broker_this __maybe_unused;	\
		enum {							\
			__by_value = __BROKER_LETTER_OF_TYPE(type) == 'o' && \
				     !__BROKER_IS_IN('*', #type),	\
		};							\
		_Static_assert(!__by_value				\
			__BROKER_APPLY(__BROKER_EACH, __BROKER_IS_GIVEN, __BROKER_REST listed), \
			__BROKER_FIRST listed " '" #name "': returns '" #type __BROKER_UNLISTED); \
	}								\
	__BROKER_PASTE(__BROKER_TAKEN, __BROKER_KIND args)		\
		((__BROKER_FIRST listed " '" #name "'", __BROKER_REST listed), \
		 __BROKER_ALL args)
#define __BROKER_TAKEN_none(...)
#define __BROKER_TAKEN_empty(...)
#define __BROKER_TAKEN_some(listed, ...)				\
	__BROKER_WITH(__BROKER_TAKEN, listed, __VA_ARGS__)
#define __BROKER_TAKEN(listed, p)					\
	{								\
		typedef __BROKER_TAKES_AS(broker_this, p);		\
		enum {							\
			__by_value = __BROKER_LETTER_OF_PARAMETER(p) == 'o' && \
				     !__BROKER_IS_IN('*', #p) &&	\
				     !__BROKER_IS_IN('[', #p) &&	\
				     !__BROKER_IS_IN('(', #p) &&	\
				     !__same_type(broker_this, __BROKER_TAKES(va_list)), \
		};							\
		_Static_assert(!__by_value				\
			__BROKER_APPLY(__BROKER_EACH, __BROKER_IS_TAKEN, __BROKER_REST listed), \
			__BROKER_FIRST listed ": takes '" #p __BROKER_UNLISTED); \
	}
#define __BROKER_TAKES_AS(name, p)	void (*name)(int, p)
#define __BROKER_IS_TAKEN(_name)	\
	|| __same_type(broker_this, __BROKER_TAKES(_name##__type))
#define __BROKER_IS_GIVEN(_name)	|| __same_type(broker_this, _name##__type)
#define __BROKER_UNLISTED	\
	"', a struct or a typedef that hides a pointer: list it with the interface"
#define __BROKER_APPLY(m, ...)		m(__VA_ARGS__)
#define __BROKER_FIRST(first, ...)	first
#define __BROKER_REST(first, ...)	__VA_ARGS__
#define __BROKER_ALL(...)		__VA_ARGS__

/* In the check of a field, whose inner members are not seen. */
#define __BROKER_CHECK_NAMED(type, name)				\
	enum { __nameless = __BROKER_IS_IN('{', type) };		\
	_Static_assert(!__nameless, "field '" name "': is a nameless struct or union: " \
		       "name and list it, or use BROKER_DESCRIBE()");
#endif

#endif
