/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Enumerators and constants that both sides of an interface must agree on. Included by
 * interface.h.
 */
#ifndef _LINUX_BROKER_VALUES_H
#define _LINUX_BROKER_VALUES_H

#include <linux/broker/contract.h>

/*
 * A constant of 64 bits and its sign, in 20 characters, for a static initializer. Any number
 * of blanks may precede a word, except the first one, which belongs to another row.
 */
#define __BROKER_MAGNITUDE(x)						\
	((x) < 0 ? 0ULL - (unsigned long long)(x) : (unsigned long long)(x))
#define __BROKER_DIGIT(x, ten, tenth)					\
	__BROKER_MAGNITUDE(x) >= (ten) ?				\
		(char)('0' + __BROKER_MAGNITUDE(x) / (ten) % 10) :	\
		(x) < 0 && __BROKER_MAGNITUDE(x) >= (tenth) ? '-' : ' '
#define __BROKER_VALUE(x)						\
	__BROKER_DIGIT(x, 10000000000000000000ULL, 1000000000000000000ULL), \
	__BROKER_DIGIT(x, 1000000000000000000ULL, 100000000000000000ULL), \
	__BROKER_DIGIT(x, 100000000000000000ULL, 10000000000000000ULL),	\
	__BROKER_DIGIT(x, 10000000000000000ULL, 1000000000000000ULL),	\
	__BROKER_DIGIT(x, 1000000000000000ULL, 100000000000000ULL),	\
	__BROKER_DIGIT(x, 100000000000000ULL, 10000000000000ULL),	\
	__BROKER_DIGIT(x, 10000000000000ULL, 1000000000000ULL),		\
	__BROKER_DIGIT(x, 1000000000000ULL, 100000000000ULL),		\
	__BROKER_DIGIT(x, 100000000000ULL, 10000000000ULL),		\
	__BROKER_DIGIT(x, 10000000000ULL, 1000000000ULL),		\
	__BROKER_DIGIT(x, 1000000000ULL, 100000000ULL),			\
	__BROKER_DIGIT(x, 100000000ULL, 10000000ULL),			\
	__BROKER_DIGIT(x, 10000000ULL, 1000000ULL),			\
	__BROKER_DIGIT(x, 1000000ULL, 100000ULL),			\
	__BROKER_DIGIT(x, 100000ULL, 10000ULL),				\
	__BROKER_DIGIT(x, 10000ULL, 1000ULL),				\
	__BROKER_DIGIT(x, 1000ULL, 100ULL),				\
	__BROKER_DIGIT(x, 100ULL, 10ULL),				\
	__BROKER_DIGIT(x, 10ULL, 1ULL),					\
	'0' + __BROKER_MAGNITUDE(x) % 10

#define __BROKER_ENUM_MEMBER(since, name, ...)	name __VA_ARGS__,
#define __BROKER_ENUM_TEXT(since, name, ...)				\
	"broker_field=" #since " enumerator " #name "\0"
#define __BROKER_CONSTANT_TEXT(since, name)				\
	"broker_field=" #since " constant " #name "\0"
/* An assertion refuses a value that is not constant; elsewhere such a value is 0. */
#define __BROKER_VALUE_ABI(since, name, ...)				\
	__BROKER_VALUE((__builtin_constant_p(name) ? (name) : 0)), ' ',
#define __BROKER_VALUE_WIDTH(since, name, ...)	+ 21
#define __BROKER_VALUE_SINCE(since, name, ...)	char __##name##_member[1 + (since)];
#define __BROKER_VALUE_ORDER(since, name, ...)				\
	__##name##_least, __##name##_since = 1 + (since),
#define __BROKER_VALUE_CHECK(since, name, ...)				\
	_Static_assert(__BROKER_IS_VERSION(since, #since, 1##since),	\
		       "value '" #name "': minor is not a plain number from 0 to 9999"); \
	_Static_assert(__##name##_since + 1 >= __##name##_least,	\
		       "value '" #name "': older than the one before it");
/* Not in a function, where the result would depend on optimisation. */
#define __BROKER_VALUE_IS_CONSTANT(since, name, ...)			\
	_Static_assert(__builtin_constant_p(name),			\
		       "value '" #name "': is not a constant");

#define __BROKER_VALUES(_name, _values, _first, _letter, _text)		\
	enum {								\
		_name##__minor = sizeof(union {				\
			char __none;					\
			_values(__BROKER_VALUE_SINCE)			\
		}) - 1,							\
	};								\
	static inline void __maybe_unused _name##__check(void)		\
	{								\
		enum { __none, _values(__BROKER_VALUE_ORDER) };		\
		_values(__BROKER_VALUE_CHECK)				\
		_Static_assert(sizeof("" _values(_text)) > 1, _first " has no values"); \
	}								\
	_values(__BROKER_VALUE_IS_CONSTANT)				\
	__BROKER_CONTRACT(_name, NULL, NULL, "broker_struct=" #_name " growing", \
		"broker_field=0 " _first "\0" _values(_text),		\
		2 _values(__BROKER_VALUE_WIDTH),			\
		_letter ' ', _values(__BROKER_VALUE_ABI));		\
	__BROKER_LISTED(_name, struct broker_contract *)
#define __BROKER_COMMA	,

/**
 * BROKER_ENUM() - declare an enum whose values both sides must agree on
 * @_name: tag of the enum
 * @_values: list of enumerators, VALUE(since, NAME) or VALUE(since, NAME, = 7)
 *
 * The enum grows at its end. To compare the enumerators of an existing enum, list them in
 * BROKER_CONSTANTS().
 */
#define BROKER_ENUM(_name, _values)					\
	enum _name { _values(__BROKER_ENUM_MEMBER) };			\
	__BROKER_VALUES(_name, _values, "enum " #_name,			\
			__BROKER_TYPE(enum _name), __BROKER_ENUM_TEXT)

/**
 * BROKER_CONSTANTS() - name constants whose values both sides must agree on
 * @_name: a name for the list
 * @_values: list of macros or enumerators, CONSTANT(since, NAME)
 *
 * Integer constants, such as sizes of arrays, flags and enumerators. Declares none of them.
 */
#define BROKER_CONSTANTS(_name, _values)				\
	__BROKER_VALUES(_name, _values, "constants " #_name,		\
			'c' __BROKER_COMMA, __BROKER_CONSTANT_TEXT)

#endif
